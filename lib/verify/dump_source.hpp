// A dump file as its bytes come out of gzip, xz or zstd, read once, from its start to its end.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>

#include "verify/byte_source.hpp"
#include "verify/copy.hpp"

namespace outdesk {

class DumpSource {
 public:
  /// `most`: bytes that may come out.  Throws ArchiveFault, as next() does.
  DumpSource(const std::string& path, const VerifyDesk& desk, std::int64_t most);
  ~DumpSource();

  /// The next bytes; empty at the end.  Throws ArchiveFault: what unpacking finds, {fail, expansion-limit},
  /// {unknown, locked} where the file changed meanwhile, and Interrupted.
  std::string_view next();
  /// The first bytes (up to 4 KiB); they come again from next().
  const std::string& start() const { return start_; }
  /// The last bytes of what is not packed, without reading what stands before.  Empty where it is packed.
  std::string tail() const;
  bool packed() const { return !packing_.empty(); }
  const std::string& packing() const { return packing_; }  ///< "gzip"
  std::int64_t size() const;         ///< of the file
  const ArchiveBytes& file() const { return *file_; }
  std::int64_t out() const { return out_; }  ///< bytes that came out so far
  /// Sum of the file itself, once it has been read to its end.
  Digest sum();

 private:
  class Summed;
  std::string_view take();
  std::unique_ptr<ArchiveBytes> file_;
  std::unique_ptr<Summed> summed_;
  std::unique_ptr<ByteSource> source_;
  std::string packing_, start_;
  std::string_view first_;           ///< a block that was looked at and is still to come
  std::int64_t most_, out_ = 0;
  bool looked_ = false;
};

}  // namespace outdesk
