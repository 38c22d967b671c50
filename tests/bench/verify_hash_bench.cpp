// verify_hash_bench bare THREADS LIST        the least that SHA-256 of the files named in LIST (one a line) can cost here:
//                                           OpenSSL's EVP with one context a thread, buffers of 128 KiB, nothing compared
// verify_hash_bench tree TREE SUMS [TABLE]   the same by read_tree and TreeComparison, without the command around them
// verify_hash_bench write TREE SUMS TABLE    writes the two files of a manifest
//
// Prints one line of counts; tests/bench/verify_hash_bench.sh takes the times.
#include <fcntl.h>
#include <openssl/evp.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include "verify/read_tree.hpp"
#include "verify/tree_manifest.hpp"

using namespace outdesk;

namespace {

constexpr std::size_t kBenchBuffer = 128 * 1024;

std::uint64_t hash_bare(const std::vector<std::string>& files, std::atomic<std::size_t>& next) {
  EVP_MD* method = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  std::vector<char> buffer(kBenchBuffer);
  std::uint64_t bytes = 0;
  for (std::size_t i; (i = next.fetch_add(1)) < files.size();) {
    int fd = ::open(files[i].c_str(), O_RDONLY | O_CLOEXEC);
    unsigned char sum[32];
    EVP_DigestInit_ex(context, method, nullptr);
    for (ssize_t size; (size = ::read(fd, buffer.data(), buffer.size())) > 0; bytes += static_cast<std::uint64_t>(size))
      EVP_DigestUpdate(context, buffer.data(), static_cast<std::size_t>(size));
    EVP_DigestFinal_ex(context, sum, nullptr);
    ::close(fd);
  }
  EVP_MD_CTX_free(context);
  EVP_MD_free(method);
  return bytes;
}

int bare(unsigned threads, const std::string& list) {
  std::vector<std::string> files;
  std::ifstream in(list);
  for (std::string line; std::getline(in, line);) files.push_back(line);
  std::atomic<std::size_t> next{0};
  std::atomic<std::uint64_t> bytes{0};
  std::vector<std::thread> pool;
  for (unsigned i = 0; i < threads; ++i) pool.emplace_back([&] { bytes += hash_bare(files, next); });
  for (std::thread& thread : pool) thread.join();
  std::cout << files.size() << " files, " << bytes << " bytes\n";
  return 0;
}

VerifyDesk bench_desk(std::atomic<std::uint64_t>& bytes) {
  VerifyDesk desk;
  desk.read = [&bytes](std::uint64_t size) { bytes += size; };
  return desk;
}

int tree(const std::string& root, const std::string& sums, const std::string& table) {
  std::atomic<std::uint64_t> bytes{0};
  TreeManifest manifest = TreeManifest::read(sums, table);
  TreeComparison comparison(manifest, CheckLevel::hash, Copy::Keeps());
  TreeReading reading;
  reading.xattrs = manifest.has_metadata();
  auto unread = read_tree(root, reading, bench_desk(bytes), [&](TreeEntry&& entry) { comparison.saw(entry); });
  CopyFindings findings;
  HashCover cover = comparison.finish("", findings);
  std::cout << cover.files << " files, " << bytes << " bytes, " << cover.compared << " compared, " << unread.size() << " unread\n";
  for (const CopyFinding& finding : findings.all()) std::cout << finding.detail << "\n";
  return findings.all().empty() && unread.empty() ? 0 : 1;
}

int write(const std::string& root, const std::string& sums, const std::string& table) {
  std::atomic<std::uint64_t> bytes{0};
  std::vector<TreeEntry> entries;
  read_tree(root, {}, bench_desk(bytes), [&](TreeEntry&& entry) { entries.push_back(std::move(entry)); });
  std::ofstream(sums) << sums_text(entries);
  std::ofstream(table) << metadata_text(entries);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> words(argv + 1, argv + argc);
  if (words.size() == 3 && words[0] == "bare") return bare(static_cast<unsigned>(std::stoul(words[1])), words[2]);
  if (words.size() >= 3 && words[0] == "tree") return tree(words[1], words[2], words.size() > 3 ? words[3] : "");
  if (words.size() == 4 && words[0] == "write") return write(words[1], words[2], words[3]);
  std::cerr << "verify_hash_bench bare THREADS LIST | tree TREE SUMS [TABLE] | write TREE SUMS TABLE\n";
  return 2;
}
