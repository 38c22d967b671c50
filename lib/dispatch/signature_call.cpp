#include "dispatch/signature_call.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "base/error.hpp"
#include "base/text.hpp"
#include "input/json.hpp"
#include "output/atomic_file.hpp"

namespace outdesk {

namespace {

constexpr const char* kNamespace = "outdesk";  // of ssh-keygen -Y: a signature for something else is none for us

std::string program_of(SignatureTool tool) {
  std::string name = tool == SignatureTool::ssh ? "ssh-keygen" : std::string(name_of(tool));
  std::string program = find_program(name);
  if (program.empty())
    throw MissingSource("the program " + in_quotes(name) + " is not there", "install the package " + in_quotes(tool == SignatureTool::minisign ? "minisign" : tool == SignatureTool::ssh ? "openssh-client" : "gnupg"));
  return program;
}

ProgramCall call_of(SignatureTool tool, std::vector<std::string> arguments, std::string input = {}) {
  ProgramCall call;
  call.program = program_of(tool);
  call.arguments = std::move(arguments);
  call.input = std::move(input);
  call.deadline = Seconds{60};
  call.output_limit = 1u << 20;
  // Whoever would ask for a passphrase asks a program that gives none.
  call.environment = {{"SSH_ASKPASS", "/bin/false"}, {"SSH_ASKPASS_REQUIRE", "force"}};
  return call;
}

void let_see(ProgramCall& call, const char* variable) {
  if (const char* value = std::getenv(variable); value && *value == '/') call.environment.emplace_back(variable, value);
}

std::string not_by_this_key(const ProgramResult& result, const std::string& program) {
  return result.ok() ? "" : "is not by this key: " + result.complaint(file_name_of(program));
}

std::string minisign_fault(const KeyScratch& scratch, const SignatureKey& key, const std::string& sums, const std::string& signature) {
  ProgramCall call = call_of(key.tool, {"-V", "-q", "-m", scratch.put("sums", sums), "-x", scratch.put("signature", signature), "-p", scratch.put("key", key.bytes)});
  return not_by_this_key(run_program(call), call.program);
}

bool is_bare_ssh_key(std::string_view text) { return text.starts_with("ssh-") || text.starts_with("ecdsa-sha2-") || text.starts_with("sk-"); }

std::string ssh_fault(const KeyScratch& scratch, const SignatureKey& key, const std::string& sums, const std::string& signature) {
  std::string file = scratch.put("signature", signature), signer = key.signer, list = key.bytes;
  if (is_bare_ssh_key(trimmed(key.bytes))) {
    signer = kNamespace;
    list = signer + " namespaces=\"" + kNamespace + "\" " + std::string(trimmed(key.bytes)) + "\n";
  }
  std::string allowed = scratch.put("allowed", list);
  if (signer.empty()) {
    ProgramCall find = call_of(key.tool, {"-Y", "find-principals", "-f", allowed, "-s", file});
    ProgramResult found = run_program(find);
    if (!found.ok()) return "is by none of the signers in the list";
    signer = found.out.substr(0, found.out.find_first_of(",\n"));
  }
  ProgramCall call = call_of(key.tool, {"-Y", "verify", "-f", allowed, "-I", signer, "-n", kNamespace, "-s", file}, sums);
  return not_by_this_key(run_program(call), call.program);
}

/// gpg ends with 0 for keys that have expired: its words for programs are read instead.
std::string gpg_verdict(const ProgramResult& result, const std::string& program) {
  bool valid = false;
  for (std::string_view line : split(result.out, '\n')) {
    if (!line.starts_with("[GNUPG:] ")) continue;
    std::string_view word = line.substr(9, line.find(' ', 9) - 9);
    if (word == "EXPKEYSIG" || word == "KEYEXPIRED") return "is by a key that has expired";
    if (word == "REVKEYSIG" || word == "KEYREVOKED") return "is by a key that was revoked";
    if (word == "EXPSIG") return "has expired";
    if (word == "VALIDSIG") valid = true;
  }
  if (valid && result.ok()) return "";
  return result.ok() ? "is not by this key" : not_by_this_key(result, program);
}

std::string gpg_fault(const KeyScratch& scratch, const SignatureKey& key, const std::string& sums, const std::string& signature) {
  std::vector<std::string> always = {"--batch", "--no-tty", "--quiet", "--no-autostart", "--no-options", "--homedir", scratch.path(), "--trust-model", "always"};
  auto with = [&](std::initializer_list<std::string> more) {
    std::vector<std::string> all = always;
    all.insert(all.end(), more);
    return all;
  };
  ProgramCall take = call_of(key.tool, with({"--import", scratch.put("key", key.bytes)}));
  if (ProgramResult taken = run_program(take); !taken.ok()) return "cannot be checked: " + taken.complaint("gpg");
  ProgramCall call = call_of(key.tool, with({"--status-fd", "1", "--verify", scratch.put("signature", signature), scratch.put("sums", sums)}));
  return gpg_verdict(run_program(call), call.program);
}

}  // namespace

ProgramCall call_to_sign(SignatureTool tool, const std::string& key, const std::string& sums_path) {
  if (tool == SignatureTool::minisign)
    return call_of(tool, {"-S", "-s", key, "-m", sums_path, "-x", "/dev/stdout", "-t", kNamespace});  // its own comment would be the clock
  std::string sums = read_file(sums_path, 1u << 20);
  if (tool == SignatureTool::ssh) {
    ProgramCall call = call_of(tool, {"-Y", "sign", "-n", kNamespace, "-f", key}, std::move(sums));
    let_see(call, "SSH_AUTH_SOCK");
    return call;
  }
  ProgramCall call = call_of(tool, {"--batch", "--no-tty", "--pinentry-mode", "error", "--local-user", key, "--armor", "--output", "-", "--detach-sign"}, std::move(sums));
  for (const char* variable : {"HOME", "GNUPGHOME"}) let_see(call, variable);
  return call;
}

KeyScratch::KeyScratch() {
  std::error_code error;
  std::filesystem::path folder = std::filesystem::temp_directory_path(error);
  path_ = (error ? std::string("/tmp") : folder.string()) + "/outdesk-key-XXXXXX";
  if (!mkdtemp(path_.data())) throw WriteError("cannot make a folder for keys: " + std::string(std::strerror(errno)), "name another with TMPDIR");
}

KeyScratch::~KeyScratch() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string KeyScratch::put(const std::string& name, const std::string& bytes) const {
  std::string file = path_ + "/" + name;
  write_file_atomically(file, 0600, bytes);
  return file;
}

std::string fault_of_signature(const KeyScratch& scratch, const SignatureKey& key, const std::string& sums, const std::string& signature) {
  switch (key.tool) {
    case SignatureTool::minisign: return minisign_fault(scratch, key, sums, signature);
    case SignatureTool::ssh: return ssh_fault(scratch, key, sums, signature);
    case SignatureTool::gpg: break;
  }
  return gpg_fault(scratch, key, sums, signature);
}

}  // namespace outdesk
