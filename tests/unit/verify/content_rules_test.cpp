#include "verify/content_rules.hpp"

#include <doctest/doctest.h>
#include <zlib.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <functional>
#include <random>

using namespace outdesk;
using namespace std::string_view_literals;

namespace {

/// Bytes as a good cipher gives them.
class CipherText {
 public:
  explicit CipherText(std::uint64_t seed) : engine_(seed) {}
  std::string bytes(std::size_t size) {
    std::string out(size, '\0');
    for (char& c : out) c = static_cast<char>(engine_() >> 24);
    return out;
  }
  std::size_t below(std::size_t limit) { return engine_() % limit; }

 private:
  std::mt19937_64 engine_;
};

std::string prose(std::size_t size) {
  static const char* words[] = {"invoice", "the",       "of",   "March",   "customer", "is",     "paid",
                                "and",     "delivered", "1024", "roubles", "to",       "office", "\n"};
  CipherText draw(size);
  std::string text;
  while (text.size() < size) text += std::string(words[draw.below(std::size(words))]) + " ";
  return text.substr(0, size);
}

std::string deflated(const std::string& text, int window_bits) {
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 9, Z_DEFLATED, window_bits, 9, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(text.size() + 1000, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

struct SignFile {
  std::string path, content;
};

CopyFindings judged(const std::vector<SignFile>& files, std::optional<double> changed = {}, Decimal limit = BackupLimits().encrypted_share) {
  ContentSigns signs;
  for (const SignFile& file : files)
    signs.saw(file.path, static_cast<std::int64_t>(file.content.size()), std::string_view(file.content).substr(0, 65536));
  CopyFindings findings;
  signs.judge("p1", limit, changed, findings);
  return findings;
}

std::vector<SignFile> many(int count, const std::string& ending, const std::function<std::string(int)>& content) {
  std::vector<SignFile> files;
  for (int i = 0; i < count; ++i) files.push_back({"d/file" + std::to_string(i) + ending, content(i)});
  return files;
}

}  // namespace

TEST_CASE("entropy is Shannon's, and that of random bytes is as expected") {
  CHECK(entropy_of("") == 0);
  CHECK(entropy_of("aaaa") == 0);
  CHECK(entropy_of("abab") == doctest::Approx(1));
  CHECK(entropy_of("abcdefgh") == doctest::Approx(3));
  CHECK(random_entropy(4096) == doctest::Approx(7.9551).epsilon(0.0001));
  CHECK(random_entropy(1024) == doctest::Approx(7.8204).epsilon(0.0001));
  CipherText random(1);
  for (int i = 0; i < 50; ++i) CHECK(std::abs(entropy_of(random.bytes(4096)) - random_entropy(4096)) < 0.02);
}

TEST_CASE("300 of 300 random files of 1 KiB and more look encrypted") {
  CipherText random(20261126);
  for (int i = 0; i < 300; ++i) CHECK(looks_encrypted(random.bytes(1024 + random.below(30000))));
  CHECK_FALSE(looks_encrypted(random.bytes(1023)));
}

TEST_CASE("a block that is random among plain ones is seen, in the first 64 KiB only") {
  CipherText random(3);
  CHECK(looks_encrypted(prose(8192) + random.bytes(8192)));
  CHECK(looks_encrypted("SQLite format 3\0"sv.data() + std::string(4096, 'x') + random.bytes(9000)));
  CHECK_FALSE(looks_encrypted(prose(65536) + random.bytes(8192)));
}

TEST_CASE("plain contents do not look encrypted") {
  CHECK_FALSE(looks_encrypted(prose(100000)));
  CHECK_FALSE(looks_encrypted(std::string(65536, '\0')));
  std::string table(65536, '\0');
  for (std::size_t i = 0; i < table.size(); ++i) table[i] = static_cast<char>(i);
  CHECK_FALSE(looks_encrypted(table));  // as even as can be: more so than random bytes
  CipherText random(4);
  std::string base64 = random.bytes(65536);
  for (char& c : base64) c = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"[c & 63];
  CHECK_FALSE(looks_encrypted(base64));  // a known miss: ciphertext as text
}

TEST_CASE("the documents of this machine: none looks encrypted") {
  int files = 0, flagged = 0;
  std::error_code error;
  for (auto at = std::filesystem::recursive_directory_iterator("/usr/share/doc", error);
       !error && at != std::filesystem::recursive_directory_iterator() && files < 800; ++at) {
    if (!at->is_regular_file(error) || at->is_symlink(error) || at->file_size(error) < 1024) continue;
    std::ifstream in(at->path(), std::ios::binary);
    std::string start(65536, '\0');
    in.read(start.data(), static_cast<std::streamsize>(start.size()));
    start.resize(static_cast<std::size_t>(in.gcount()));
    ++files;
    flagged += looks_encrypted(start);
    CHECK_FALSE(ransom_name(at->path().string()));
  }
  MESSAGE(files << " documents");
  CHECK(flagged == 0);
}

TEST_CASE("formats that are compressed or encrypted by nature are known by their start") {
  CipherText random(5);
  const std::string_view starts[] = {"\xFF\xD8\xFF\xE0\0\x10JFIF"sv,
                                     "\x89PNG\r\n\x1A\n"sv,
                                     "GIF89a"sv,
                                     "RIFF\0\0\0\0WEBPVP8 "sv,
                                     "\0\0\0\x18"
                                     "ftypheic"sv,
                                     "\0\0\0\x20"
                                     "ftypisom"sv,
                                     "\x1A\x45\xDF\xA3"sv,
                                     "OggS\0\x02"sv,
                                     "fLaC"sv,
                                     "ID3\x03\0"sv,
                                     "PK\x03\x04\x14\0"sv,
                                     "7z\xBC\xAF\x27\x1C"sv,
                                     "Rar!\x1A\x07\x01\0"sv,
                                     "\x1F\x8B\x08\0"sv,
                                     "BZh91AY&SY"sv,
                                     "\xFD"
                                     "7zXZ\0"sv,
                                     "\x28\xB5\x2F\xFD"sv,
                                     "\x04\x22\x4D\x18"sv,
                                     "%PDF-1.7\n"sv,
                                     "\n\n%PDF-1.4"sv,
                                     "wOF2"sv,
                                     "II*\0"sv,
                                     "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv,
                                     "1CDBMSV8"sv,
                                     "PGDMP"sv,
                                     "-----BEGIN PGP MESSAGE-----"sv,
                                     "age-encryption.org/v1\n"sv,
                                     "LUKS\xBA\xBE\0\x02"sv,
                                     "Salted__"sv,
                                     "\x85\x02\x0C\x03\x11\x22\x33\x44\x55\x66\x77\x88\x01"sv,
                                     "\x8C\x0D\x04\x09\x03\x02"sv,
                                     "\x30\x82\x0B\x3C\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x03"sv};
  for (std::string_view start : starts) {
    std::string file = std::string(start) + random.bytes(20000);
    CHECK_MESSAGE(compressed_by_nature(file), std::string(start));
    CHECK_FALSE(looks_encrypted(file));
  }
  std::string tar = std::string(257, 'n') + "ustar" + std::string(250, '\0') + random.bytes(60000);
  CHECK_FALSE(looks_encrypted(tar));
  CHECK_FALSE(compressed_by_nature("SQLite format 3\0"sv));
  CHECK_FALSE(compressed_by_nature(prose(5000)));
  CHECK_FALSE(compressed_by_nature(""));
}

TEST_CASE("formats whose first bytes say little are looked into") {
  CipherText random(6);
  std::string mp3;  // three frames of 128 kbit/s at 44.1 kHz, 417 bytes each
  for (int i = 0; i < 20; ++i) mp3 += "\xFF\xFB\x90\x64" + random.bytes(413);
  CHECK(compressed_by_nature(mp3));
  CHECK(looks_encrypted("\xFF\xFB\x90\x64" + random.bytes(8192)));  // one header alone is chance
  std::string stream;
  for (int i = 0; i < 20; ++i) stream += "\x47" + random.bytes(187);
  CHECK(compressed_by_nature(stream));
  CHECK(compressed_by_nature(deflated(prose(200000), 15)));
  CHECK(looks_encrypted("\x78\x9C" + random.bytes(8192)));
  std::string setup =
      "MZ" + std::string(58, '\0') + std::string("\x80\0\0\0", 4) + std::string(64, '\0') + std::string("PE\0\0", 4) + random.bytes(8192);
  CHECK(compressed_by_nature(setup));
  CHECK(looks_encrypted("MZ" + random.bytes(8192)));
}

TEST_CASE("a tree that was encrypted is a fault, named and counted") {
  CipherText random(7);
  CopyFindings findings = judged(many(40, ".docx", [&](int i) { return i < 28 ? prose(3000) : random.bytes(3000); }));
  REQUIRE(findings.all().size() == 1);
  const CopyFinding& found = findings.all()[0];
  CHECK(found.level == CheckLevel::restore);
  CHECK(found.verdict == Verdict::fail);
  CHECK(found.fault == Fault::content_encrypted);
  CHECK(found.point == "p1");
  CHECK(found.detail.find("12 of 40") != std::string::npos);
  CHECK(found.detail.find("'d/file28.docx'") != std::string::npos);
}

TEST_CASE("a few files that look random are no fault by themselves") {
  CipherText random(8);
  auto files = many(40, ".dat", [&](int i) { return i < 29 ? prose(3000) : random.bytes(3000); });
  CHECK(judged(files).all().empty());
  CHECK(judged(files, 0.49).all().empty());
  CopyFindings findings = judged(files, 0.5);
  REQUIRE(findings.all().size() == 1);
  CHECK(findings.all()[0].verdict == Verdict::fail);
  CHECK(findings.all()[0].detail.find("50 %") != std::string::npos);
}

TEST_CASE("good controls: photos, archives, a mass edit, private keys of an owner, tiny files") {
  CipherText random(9);
  auto photo = [&](int) { return "\xFF\xD8\xFF\xE1" + random.bytes(20000); };
  CHECK(judged(many(100, ".jpg", photo), 1.0).all().empty());
  CHECK(judged(many(100, ".zip", [&](int) { return "PK\x03\x04" + random.bytes(20000); }), 1.0).all().empty());
  CHECK(judged(many(50, ".gz", [&](int i) { return deflated(prose(60000 + static_cast<std::size_t>(i)), 31); }), 1.0).all().empty());
  CHECK(judged(many(200, ".txt", [](int i) { return prose(2000 + static_cast<std::size_t>(i)); }), 1.0).all().empty());
  CHECK(
      judged(many(50, ".gpg", [&](int) { return "\x85\x02\x0C\x03\x11\x22\x33\x44\x55\x66\x77\x88\x01" + random.bytes(9000); }), 1.0).all().empty());
  CHECK(judged({}, 1.0).all().empty());
  CHECK(judged({{"empty", ""}}, 1.0).all().empty());
  CHECK(judged(many(50, ".bin", [&](int) { return random.bytes(100); })).all().empty());
  // One container without a signature beside many small texts.
  auto files = many(100, ".txt", [](int) { return std::string("key=value\r\nother=1\r\n"); });
  files.push_back({"secret.hc", random.bytes(50000)});
  CHECK(judged(files).all().empty());
}

TEST_CASE("a photo archive that was encrypted has no signatures any more") {
  CipherText random(10);
  CHECK(judged(many(100, ".jpg", [&](int) { return random.bytes(20000); })).any(Fault::content_encrypted));
}

TEST_CASE("a repository of restic is random by nature and named by sums") {
  CipherText random(11);
  std::vector<SignFile> files;
  for (int i = 0; i < 50; ++i) {
    std::string sum(64, 'a');
    sum[0] = "0123456789abcdef"[i % 16];
    files.push_back({"repo/data/" + sum.substr(0, 2) + "/" + sum, random.bytes(9000)});
    files.push_back({"repo/index/" + sum, random.bytes(9000)});
  }
  files.push_back({"repo/config", random.bytes(155)});
  CHECK(judged(files).all().empty());
  for (SignFile& file : files) file.path += ".xyz1";
  CHECK(judged(files).any(Verdict::fail));
}

TEST_CASE("names alone are a warning") {
  auto files = many(20, ".txt", [](int) { return prose(2000); });
  files.push_back({"docs/HOW_TO_DECRYPT.txt", "pay"});
  CopyFindings findings = judged(files, 0.9);
  REQUIRE(findings.all().size() == 1);
  CHECK(findings.all()[0].verdict == Verdict::warn);
  CHECK(findings.all()[0].detail.find("'docs/HOW_TO_DECRYPT.txt'") != std::string::npos);
}

TEST_CASE("names as ransom programs give") {
  for (const char* name : {"README_DECRYPT.txt",
                           "plan.docx.locked",
                           "a/b/PLAN.DOCX.LOCKED",
                           "photo.jpg.lockbit",
                           "x.wncry",
                           "@WanaDecryptor@.exe.lnk/@Please_Read_Me@.txt",
                           "HELP_DECRYPT.HTML",
                           "DECRYPT_INSTRUCTION.TXT",
                           "Restore-My-Files.txt",
                           "RyukReadMe.html",
                           "HOW TO DECRYPT FILES.txt",
                           "!!!HOW_TO_DECRYPT!!!.txt",
                           "FILES ENCRYPTED.txt",
                           "info.hta",
                           "report.xlsx.id-1E857D00.[decrypt@cock.li].arena",
                           "report.xlsx.[mail@host.com].mkp",
                           "db.dbf.id[7A1B-2275].[m@x.org].eking",
                           "base.1cd.keybtc@gmail_com",
                           "akira_readme.txt",
                           "Как расшифровать файлы.txt",
                           "ledger.xlsx.encrypted",
                           "scan.pdf.crypted000007",
                           "how_to_back_files.html",
                           "#_README_#.locky",
                           "vm.vmdk.args"})
    CHECK_MESSAGE(ransom_name(name), std::string(name));
}

TEST_CASE("ordinary names are none") {
  for (const char* name : {"locked.txt",
                           "yarn.lock",
                           "Cargo.lock",
                           "report.docx",
                           "report.pdf.gpg",
                           "backup.tar.gz",
                           "README.txt",
                           "readme",
                           "recovery.txt",
                           "restore.sh",
                           "How to restore the server.txt",
                           "instructions.pdf",
                           "photo.jpg.json",
                           "photo.jpg.xmp",
                           "letter.doc.bak",
                           "letter.docx~",
                           ".~lock.plan.docx#",
                           "decrypt.c",
                           "encrypted.zip",
                           "crypto/keys.txt",
                           "decrypt",
                           "msgstore.db.crypt14",
                           "secrets.enc",
                           "key.pem",
                           "mail [bob@example.com].pdf",
                           "bob@example.com",
                           "disk.vmdk",
                           "main.odin",
                           "sample.kraken",
                           "hive",
                           "play.play",
                           "file.",
                           ".txt",
                           ".",
                           "..",
                           "",
                           "/",
                           "folder.locked/plan.docx",
                           "inc/header.inc",
                           "song.mp3",
                           "data.xyz",
                           "list.aaa",
                           "vault.json",
                           "Прочти меня.txt",
                           "\xff\xfe.docx"})
    CHECK_MESSAGE(!ransom_name(name), std::string(name));
}

TEST_CASE("a contract may allow more files that look encrypted") {
  std::mt19937 random(7);
  auto noise = [&](int) {
    std::string bytes(8192, '\0');
    for (char& c : bytes) c = static_cast<char>(random());
    return bytes;
  };
  std::vector<SignFile> files = many(5, ".bin", noise), plain = many(5, ".txt", [](int) { return std::string(3000, 'a'); });
  files.insert(files.end(), plain.begin(), plain.end());
  CHECK(judged(files).any(Fault::content_encrypted));
  CHECK_FALSE(judged(files, {}, Decimal{600'000'000}).any(Fault::content_encrypted));
}

TEST_CASE("what a finding shows of a hostile name is short and printable") {
  CipherText random(12);
  std::string path = std::string(60000, 'a') + "/\x1b[31m\n.docx";
  CopyFindings findings = judged({{path, random.bytes(5000)}});
  REQUIRE(findings.all().size() == 1);
  CHECK(findings.all()[0].detail.size() < 500);
  CHECK(findings.all()[0].detail.find('\x1b') == std::string::npos);
  CHECK(findings.all()[0].detail.find('\n') == std::string::npos);
}
