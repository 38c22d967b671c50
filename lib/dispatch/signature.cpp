#include "dispatch/signature.hpp"

#include <array>
#include <cstdlib>
#include <filesystem>

#include "base/error.hpp"
#include "base/run_program.hpp"
#include "base/text.hpp"
#include "dispatch/signature_call.hpp"
#include "input/json.hpp"
#include "output/atomic_file.hpp"
#include "package/check_package.hpp"
#include "package/package_files.hpp"
#include "package/package_zip.hpp"
#include "store/place.hpp"

namespace outdesk {

namespace fs = std::filesystem;

namespace {

struct KnownTool {
  SignatureTool tool;
  std::string_view name, file;
};
constexpr std::array<KnownTool, 3> kTools = {{{SignatureTool::minisign, "minisign", "SHA256SUMS.minisig"},
                                              {SignatureTool::ssh, "ssh", "SHA256SUMS.sig"},
                                              {SignatureTool::gpg, "gpg", "SHA256SUMS.asc"}}};
const KnownTool& known_tool(SignatureTool tool) { return kTools[static_cast<std::size_t>(tool)]; }

constexpr std::size_t kLargestSums = 1u << 20, kLargestSignature = 64u << 10;

std::string absolute_key_file(const std::string& file) {
  std::error_code error;
  fs::path path = fs::absolute(file, error);
  if (error || !fs::is_regular_file(path, error)) throw InputError(printable(file), 0, "there is no such file", "give the file of the key with --key");
  return path;
}

/// Programs tell of a passphrase each in its own words.
bool wants_passphrase(const ProgramResult& result) {
  for (const char* words : {"get_password()", "passphrase", "No pinentry", "Wrong password"})
    if (result.err.find(words) != std::string::npos) return true;
  return false;
}

std::string made_signature(const ProgramCall& call, const std::string& mark) {
  ProgramResult result = run_program(call);
  std::string name = file_name_of(call.program);
  if (result.ok() && result.out.find(mark) != std::string::npos) return result.out;
  if (wants_passphrase(result))
    throw MissingSource(name + " asks for a passphrase, and nobody is there to give it", "use a key without one, or one that an agent holds");
  throw MissingSource("the package was not signed: " + (result.ok() ? name + " gave no signature" : result.complaint(name)), "see whether the key is one of " + name);
}

/// The archive beside a package is of all that lies in it.
void write_archive_again(const std::string& folder) {
  auto package = package_in(folder);
  if (!package || !package->cut_off) return;
  std::string archive = parent_of_package(folder) + "/" + package->id.zip();
  std::error_code error;
  if (fs::is_regular_file(fs::symlink_status(archive, error))) write_package_zip(folder, package->id.folder(), *package->cut_off, archive);
}

}  // namespace

std::string_view name_of(SignatureTool tool) { return known_tool(tool).name; }
std::string_view signature_file(SignatureTool tool) { return known_tool(tool).file; }

std::optional<SignatureTool> signature_tool_named(std::string_view name) {
  for (const KnownTool& one : kTools) if (one.name == name) return one.tool;
  return {};
}

std::string sign_package(const std::string& folder, SignatureTool tool, const std::string& key) {
  if (auto defects = package_defects(folder); !defects.empty())
    throw Error(Exit::bad_news, "the package " + in_quotes(folder) + " is not signed: " + defects.front(), "see 'outdesk client-report verify'");
  std::string sums = std::string(fs::absolute(folder)) + "/" + kSumsFile;
  ProgramCall call = tool == SignatureTool::gpg ? call_to_sign(tool, key, sums) : call_to_sign(tool, absolute_key_file(key), sums);
  std::string mark = tool == SignatureTool::minisign ? "untrusted comment:" : "-----BEGIN ";
  std::string file(signature_file(tool));
  write_file_atomically(folder + "/" + file, mode_for(folder), made_signature(call, mark));
  write_archive_again(folder);
  return file;
}

SignatureKey signature_key(const std::string& file, const std::string& signer) {
  SignatureKey key{SignatureTool::minisign, read_file(file, kLargestSums), signer};
  std::string_view text = trimmed(key.bytes);
  auto has = [&](const char* words) { return text.find(words) != text.npos; };
  if (has("PRIVATE KEY") || (text.starts_with("untrusted comment:") && has("secret key")))
    throw UsageError(in_quotes(file) + " holds a secret key", "give the public one with --key");
  if (text.starts_with("untrusted comment:")) return key;
  bool pgp = has("-----BEGIN PGP PUBLIC KEY BLOCK-----") || (!text.empty() && (text[0] & 0x80) != 0 && invalid_utf8(text) != text.npos);
  bool ssh = has("ssh-") || has("ecdsa-sha2-") || has("sk-");
  if (!pgp && !ssh) throw UsageError(in_quotes(file) + " is no public key of minisign, ssh or gpg", "give the file of the signer's public key with --key");
  key.tool = pgp ? SignatureTool::gpg : SignatureTool::ssh;
  return key;
}

std::string signature_fault(const SignatureKey& key, const std::string& sums, const std::string& signature) {
  KeyScratch scratch;
  return fault_of_signature(scratch, key, sums, signature);
}

std::string signature_fault(const SignatureKey& key, const std::string& folder) {
  std::string file(signature_file(key.tool));
  std::error_code error;
  if (!fs::is_regular_file(fs::symlink_status(folder + "/" + file, error))) return in_quotes(file) + " is missing: nobody signed with " + std::string(name_of(key.tool));
  std::string fault = signature_fault(key, read_file(folder + "/" + kSumsFile, kLargestSums), read_file(folder + "/" + file, kLargestSignature));
  return fault.empty() ? "" : in_quotes(file) + " " + fault;
}

}  // namespace outdesk
