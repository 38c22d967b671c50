#include "verify/archive_password.hpp"

#include <cstdlib>
#include <fstream>

#include "base/text.hpp"
#include "verify/archive_bytes.hpp"

namespace outdesk {

std::string archive_password(const BackupJob& job) {
  std::string password;
  if (!job.password_file.empty()) {
    constexpr std::streamsize kLongest = 4096;
    std::ifstream file(job.password_file, std::ios::binary);
    password.resize(kLongest);
    file.read(password.data(), kLongest);
    password.resize(static_cast<std::size_t>(std::max<std::streamsize>(0, file.gcount())));
    password.resize(std::min(password.size(), password.find('\n')));
    if (password.ends_with('\r')) password.pop_back();
    if (password.empty()) throw ArchiveFault{Fault::access_denied, "the password file " + in_quotes(job.password_file) + " cannot be read or is empty", Verdict::unknown};
  } else if (!job.password_env.empty()) {
    const char* value = std::getenv(job.password_env.c_str());
    if (!value || !*value) throw ArchiveFault{Fault::access_denied, "the variable " + in_quotes(job.password_env) + " with the password is not set", Verdict::unknown};
    password = value;
  }
  return password;
}

}  // namespace outdesk
