// Signatures of a package by the programs that people have for it; keys stay out of outdesk (package.md 3.6).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace outdesk {

enum class SignatureTool { minisign, ssh, gpg };
std::string_view name_of(SignatureTool tool);
std::optional<SignatureTool> signature_tool_named(std::string_view name);
/// "SHA256SUMS.minisig", "SHA256SUMS.sig", "SHA256SUMS.asc".
std::string_view signature_file(SignatureTool tool);

/// Signs the sums of a package that verifies, and leaves the signature beside them; an earlier one of that tool is replaced,
/// and so is the archive that lies beside the package.
/// `key`: file of the secret key (ssh: or of the public one whose other half an agent holds); gpg: what names the key.  A
/// key that asks for a passphrase fails at once.  Returns the name of the signature's file.  Throws
/// Error(Exit::bad_news) for a package that does not verify, MissingSource where the program is not there or does not
/// sign, InputError for a file that is not there.
std::string sign_package(const std::string& folder, SignatureTool tool, const std::string& key);

/// What somebody has to check a signature by.
struct SignatureKey {
  SignatureTool tool = SignatureTool::minisign;
  std::string bytes;   ///< public key of minisign, ssh or gpg, or a list of allowed signers (ssh-keygen(1))
  std::string signer;  ///< whose signature it must be, among those that a list allows; empty: any of them
};
/// Tells the kind by what is in the file.  Throws UsageError for a secret key and for what is no key, InputError.
SignatureKey signature_key(const std::string& file, const std::string& signer);

/// Why `signature` is not one of `sums` by this key; empty where it is.  Throws MissingSource where the program is not there.
std::string signature_fault(const SignatureKey& key, const std::string& sums, const std::string& signature);
/// The same of a package's folder; also where it has no such signature.
std::string signature_fault(const SignatureKey& key, const std::string& folder);

}  // namespace outdesk
