#include "verify/dump_source.hpp"

#include "base/text.hpp"
#include "verify/gzip_source.hpp"
#include "verify/hash_file.hpp"
#include "verify/packed_source.hpp"
#include "verify/sql_dump_marks.hpp"

namespace outdesk {

/// Sums what is read, as long as it is read in its order.
class DumpSource::Summed : public ArchiveBytes {
 public:
  explicit Summed(const ArchiveBytes& bytes) : bytes_(bytes) {}
  std::int64_t size() const override { return bytes_.size(); }
  bool changed() const override { return bytes_.changed(); }
  std::size_t read_at(std::int64_t offset, char* into, std::size_t wanted) const override {
    std::size_t got = bytes_.read_at(offset, into, wanted);
    if (offset == summed_) {
      sum_.add({into, got});
      summed_ += static_cast<std::int64_t>(got);
    }
    return got;
  }
  Digest finish() const { return sum_.finish(); }

 private:
  const ArchiveBytes& bytes_;
  mutable BulkSha256 sum_;
  mutable std::int64_t summed_ = 0;
};

DumpSource::DumpSource(const std::string& path, const VerifyDesk& desk, std::int64_t most) : file_(bytes_of_file(path, desk)), summed_(std::make_unique<Summed>(*file_)), most_(most) {
  std::string magic = archive_piece(*file_, 0, 6);
  if (magic.starts_with("\x1F\x8B")) {
    packing_ = "gzip";
    source_ = gzip_source(*summed_);
  } else if (magic.starts_with(std::string_view("\xFD" "7zXZ\0", 6))) {
    packing_ = "xz";
    source_ = packed_source(*summed_, Packing::xz);
  } else if (magic.starts_with("\x28\xB5\x2F\xFD")) {
    packing_ = "zstd";
    source_ = packed_source(*summed_, Packing::zstd);
  } else if (magic.starts_with("BZh") || magic.starts_with("\x04\x22\x4D\x18")) {
    throw ArchiveFault{Fault::decompress, std::string("the dump is packed by ") + (magic[0] == 'B' ? "bzip2" : "lz4") + ", which is not read here; pack it with gzip, xz or zstd", Verdict::unknown};
  } else {
    source_ = plain_source(*summed_);
  }
  first_ = take();
  looked_ = true;
  start_ = first_.substr(0, kDumpMarks);
}

DumpSource::~DumpSource() = default;

std::string_view DumpSource::take() {
  try {
    std::string_view block = source_->next();
    if (block.empty() && file_->changed()) throw ArchiveFault{};
    return block;
  } catch (const ArchiveFault&) {
    if (file_->changed()) throw ArchiveFault{Fault::locked, "the file changes while it is read: a dump is being written to it; check it later", Verdict::unknown};
    throw;
  }
}

std::string_view DumpSource::next() {
  std::string_view block = looked_ ? first_ : take();
  looked_ = false;
  out_ += static_cast<std::int64_t>(block.size());
  if (packed() && out_ > most_)
    throw ArchiveFault{Fault::expansion_limit, "the " + packing_ + " file unpacks to more than " + std::to_string(most_) + " bytes, the limit; raise it where the dump is that large"};
  return block;
}

std::string DumpSource::tail() const { return packed() ? std::string() : archive_piece(*file_, std::max<std::int64_t>(0, file_->size() - static_cast<std::int64_t>(kDumpMarks)), kDumpMarks); }
std::int64_t DumpSource::size() const { return file_->size(); }
Digest DumpSource::sum() { return summed_->finish(); }

}  // namespace outdesk
