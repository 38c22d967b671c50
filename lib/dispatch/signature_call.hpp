// How minisign, ssh-keygen and gpg are asked: by absolute path, without a shell or a terminal, for a minute at the most.
#pragma once

#include <string>

#include "base/run_program.hpp"
#include "dispatch/signature.hpp"

namespace outdesk {

/// The signature comes on standard output.  Throws MissingSource where the program is not there.
ProgramCall call_to_sign(SignatureTool tool, const std::string& key, const std::string& sums_path);

/// A folder of our own for keys and signatures while they are looked at: mode 0700, gone in the end.
class KeyScratch {
 public:
  KeyScratch();  ///< throws WriteError
  KeyScratch(const KeyScratch&) = delete;
  ~KeyScratch();
  const std::string& path() const { return path_; }
  /// Writes a file there; its path.
  std::string put(const std::string& name, const std::string& bytes) const;

 private:
  std::string path_;
};

/// "is not by this key: …"; empty where the signature is good.
std::string fault_of_signature(const KeyScratch& scratch, const SignatureKey& key, const std::string& sums, const std::string& signature);

}  // namespace outdesk
