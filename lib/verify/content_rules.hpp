// Does a file look encrypted?  (design: entropy of the best 4 KiB block among the first 64 KiB, for files of 1 KiB and
// more without a known signature of a compressed format.)
//
// Known misses: ciphertext written as text (base64 has 6 bits a byte), a program that leaves the first bytes of a format
// or touches few files, what lies behind the first 64 KiB.  Known false alarm: an owner's own containers without any
// signature (VeraCrypt), where they are 30 % of the files or half of the tree changed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "backup/verdict.hpp"
#include "base/money.hpp"

namespace outdesk {

/// Bits a byte, by Shannon, of the block.
double entropy_of(std::string_view block);
/// What random bytes of that length give on average: 8 - 255 / (2 n ln 2).
double random_entropy(std::size_t length);
/// A signature of a format that is compressed or encrypted by nature (JPEG, PNG, zip and Office, gzip, PDF, MP4…).
bool compressed_by_nature(std::string_view start);
/// True for contents that cannot be told from random ones: a block within 0.06 bit of random_entropy, and no signature.
/// `start` is the first 64 KiB of the file, or all of it.
bool looks_encrypted(std::string_view start);
/// A name as ransom notes and their victims have it ("README_DECRYPT.txt", "plan.docx.locked"), whatever its case; of a
/// path the last name counts.
bool ransom_name(std::string_view path);

/// Collects over the files of a tree.
class ContentSigns {
 public:
  /// Files of less than 1 KiB can be judged only where they are surely plain (text).  Not to be judged: empty files, and
  /// those of a restic repository, which are random and named by their sums.
  void saw(std::string_view path, std::int64_t size, std::string_view start);
  /// `limit`: share of the files that can be judged from which on they are too many to look encrypted (30 %, backup.md
  /// section 5); `changed`: share of files that differ from the point before, where known.  Adds content-encrypted (fail)
  /// at the limit, or where at least half changed and any looks so; a warning where only names speak.
  void judge(const std::string& point, Decimal limit, std::optional<double> changed, CopyFindings& findings) const;

 private:
  std::int64_t judged_ = 0, suspicious_ = 0, names_ = 0;
  std::string first_, first_name_;
};

}  // namespace outdesk
