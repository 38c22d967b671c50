#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>

#include "../refusal.hpp"
#include "../temp_folder.hpp"
#include "base/run_program.hpp"
#include "dispatch/signature.hpp"
#include "dispatch/signature_call.hpp"
#include "input/json.hpp"

using namespace outdesk;

namespace {

const std::string kSums = "aa  manifest.json\n";

/// Keys made by the real programs.
struct KeyRing {
  TempFolder folder;
  KeyRing() {
    put("sums", kSums);
    put("other", kSums + " ");
  }
  void put(const std::string& name, const std::string& bytes) const { std::ofstream(folder / name, std::ios::binary) << bytes; }
  bool sh(const std::string& command) const { return std::system(("cd '" + folder.path() + "' && export GNUPGHOME=$PWD/gnupg && { " + command + "; } >made.log 2>&1 </dev/null").c_str()) == 0; }
  std::string signature(SignatureTool tool, const std::string& key) const {
    ProgramCall call = call_to_sign(tool, key, folder / "sums");
    if (tool == SignatureTool::gpg) call.environment.emplace_back("GNUPGHOME", folder / "gnupg");
    return run_program(call).out;
  }
  std::string fault(const std::string& key, const std::string& signature, const std::string& sums = kSums, const std::string& signer = "") const {
    return signature_fault(signature_key(folder / key, signer), sums, signature);
  }
};

bool absent(const char* program) {
  if (!find_program(program).empty()) return false;
  MESSAGE("skipped: " << program << " is not installed");
  return true;
}

}  // namespace

TEST_CASE_FIXTURE(KeyRing, "minisign: its own signature is good, and neither other sums nor another key's are") {
  if (absent("minisign")) return;
  REQUIRE(sh("minisign -G -W -p a.pub -s a.key && minisign -G -W -p b.pub -s b.key"));
  std::string made = signature(SignatureTool::minisign, folder / "a.key");
  CHECK(made == signature(SignatureTool::minisign, folder / "a.key"));  // no clock in it
  CHECK(fault("a.pub", made) == "");
  CHECK(fault("a.pub", made, kSums + " ").find("is not by this key: minisign") == 0);
  CHECK(fault("b.pub", made).find("is not by this key: minisign") == 0);
  CHECK(fault("a.pub", "rubbish").find("is not by this key: minisign") == 0);
  CHECK(refusal([&] { signature_key(folder / "a.key", ""); }).find("holds a secret key") != std::string::npos);
}

TEST_CASE_FIXTURE(KeyRing, "ssh-keygen: by a key, by a list of signers, and for no other purpose") {
  if (absent("ssh-keygen")) return;
  REQUIRE(sh("ssh-keygen -q -t ed25519 -N '' -f a -C x && ssh-keygen -q -t ed25519 -N '' -f b -C x && "
             "{ printf 'anna '; cat a.pub; printf 'boris '; cat b.pub; } >list && "
             "ssh-keygen -q -Y sign -n file -f a <sums >for_files"));
  std::string made = signature(SignatureTool::ssh, folder / "a");
  CHECK(fault("a.pub", made) == "");
  CHECK(fault("list", made) == "");
  CHECK(fault("list", made, kSums, "anna") == "");
  CHECK(fault("list", made, kSums, "boris").find("is not by this key: ssh-keygen") == 0);
  CHECK(fault("b.pub", made).find("is not by this key: ssh-keygen") == 0);
  CHECK(fault("a.pub", made, kSums + " ").find("is not by this key: ssh-keygen") == 0);
  CHECK(fault("a.pub", read_file(folder / "for_files")).find("is not by this key: ssh-keygen") == 0);
  CHECK(refusal([&] { signature_key(folder / "a", ""); }).find("holds a secret key") != std::string::npos);
}

TEST_CASE_FIXTURE(KeyRing, "gpg: armoured or not; a key that expired signs nothing") {
  if (absent("gpg")) return;
  REQUIRE(sh("mkdir -m 700 gnupg && gpg --batch --quiet --passphrase '' --quick-gen-key 'A <a@msp.example>' ed25519 sign never && "
             "gpg --batch --quiet --passphrase '' --quick-gen-key 'B <b@msp.example>' ed25519 sign never && "
             "gpg --batch --quiet --faked-system-time 20200101T000000 --passphrase '' --quick-gen-key 'Old <old@msp.example>' ed25519 sign 1d && "
             "gpg --armor --export a@msp.example >a.pub && gpg --export a@msp.example >a.bin && gpg --armor --export b@msp.example >b.pub && gpg --armor --export old@msp.example >old.pub && "
             "gpg --batch --faked-system-time 20200101T000001 --local-user old@msp.example --armor --output old.asc --detach-sign sums"));
  std::string made = signature(SignatureTool::gpg, "a@msp.example");
  sh("gpgconf --kill gpg-agent");
  CHECK(fault("a.pub", made) == "");
  CHECK(fault("a.bin", made) == "");
  CHECK(fault("b.pub", made).find("is not by this key: gpg") == 0);
  CHECK(fault("a.pub", made, kSums + " ").find("is not by this key: gpg") == 0);
  CHECK(fault("old.pub", read_file(folder / "old.asc")) == "is by a key that has expired");
}

TEST_CASE_FIXTURE(KeyRing, "what is no key is refused") {
  put("words", "good morning\n");
  CHECK(refusal([&] { signature_key(folder / "words", ""); }).find("is no public key of minisign, ssh or gpg") != std::string::npos);
  CHECK(refusal([&] { signature_key(folder / "absent", ""); }) != "");
}
