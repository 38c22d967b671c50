// The files of a job as its session on the volumes has them: attributes, data, digests.
//
// Source: Bacula 9.6, streams.h and volumes that it wrote.  Understood: plain, GZIP and sparse data.  Data that are
// encrypted by the client, or compressed with LZO, are named and not read.
#pragma once

#include <functional>
#include <limits>
#include <optional>
#include <string>

#include "verify/bacula_digest.hpp"
#include "verify/bacula_volume.hpp"
#include "verify/bacula_words.hpp"
#include "verify/hash_file.hpp"

namespace outdesk {

struct BaculaSeenFile {
  std::int64_t index = 0;
  std::string path, link;         ///< as the client named them: absolute, folders with a slash behind
  std::optional<BaculaStat> stat;
  std::string digest;             ///< made here of the data, of the kind that was asked for; "" where not asked for
  std::optional<Digest> sha256;   ///< where asked for
  std::string kept_digest;        ///< that the client sent behind the data
  std::int64_t bytes = 0;         ///< of data, unpacked
  bool has_data = false;
  bool whole = true;              ///< false: blocks with a part of it were damaged
  std::string sealed;             ///< why its data cannot be read here: "encrypted", "compressed with LZO"; "" where they can
  bool unsound = false;           ///< its packed data do not unpack
};

/// What is to be made of a file.
struct BaculaWanted {
  bool data = false;          ///< its data are unpacked and hashed
  std::size_t digest = 0;     ///< length of the digest to make besides; 0: none
  bool sha256 = false;
};

class BaculaFileStream : public BaculaRecords {
 public:
  using Ask = std::function<BaculaWanted(std::int64_t index)>;
  using Take = std::function<void(BaculaSeenFile&&)>;
  /// `max_bytes` that may be unpacked in all.
  BaculaFileStream(Ask ask, Take take, std::int64_t max_bytes) : ask_(std::move(ask)), take_(std::move(take)), left_(max_bytes) {}
  ~BaculaFileStream() override;

  void record(std::int32_t index, std::int32_t stream, std::string_view data) override;
  void gap() override;
  bool enough() const override { return enough_; }
  void stop_behind(std::int64_t index) { last_ = index; }  ///< nothing behind that file is wanted
  void finish();  ///< behind the last record

  const std::optional<BaculaLabel>& begin() const { return begin_; }
  const std::optional<BaculaLabel>& end() const { return end_; }
  bool too_large() const { return left_ < 0; }
  std::int64_t gaps() const { return gaps_; }

 private:
  void start(std::int64_t index);
  void attributes(std::string_view data);
  void file_data(std::int32_t stream, std::string_view data);
  bool inflate_into(std::string_view packed);
  void hash(std::string_view bytes);
  void hash_told(std::string_view bytes);  ///< bytes of the file that are no part of the client's digest
  void hash_hole(std::uint64_t to);

  Ask ask_;
  Take take_;
  std::int64_t left_, gaps_ = 0;
  std::optional<BaculaSeenFile> file_;
  BaculaWanted wanted_;
  std::optional<BaculaDigest> digest_;  ///< of the other kinds
  BulkSha256 sha256_;
  bool makes_sha256_ = false, enough_ = false;
  std::int64_t last_ = std::numeric_limits<std::int64_t>::max();
  std::optional<BaculaLabel> begin_, end_;
};

}  // namespace outdesk
