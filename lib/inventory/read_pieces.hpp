// The bytes of a document, piece by piece, in bounded memory; unpacked where they are packed.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace outdesk {

/// How many bytes a document may have at most, and how many an export of a whole server.
constexpr std::size_t kMostDocumentBytes = std::size_t{256} << 20;
constexpr std::size_t kMostExportBytes = std::size_t{1} << 30;

class DocumentPieces {
 public:
  /// A file, or bytes that must outlive the pieces.  zlib streams (OCS agents save them as .ocs) and gzip are unpacked.
  /// Throws InputError for a file that cannot be read.
  explicit DocumentPieces(const std::string& path);
  DocumentPieces(std::string_view bytes, const std::string& name);
  ~DocumentPieces();
  DocumentPieces(const DocumentPieces&) = delete;

  const std::string& name() const;
  /// How many unpacked bytes may come; kMostDocumentBytes at first.
  void allow(std::size_t bytes);
  /// The next bytes, valid until the next call; empty at the end.  Throws InputError for more than is allowed, and for packed
  /// bytes that are damaged, cut off, or followed by others.
  std::string_view next();
  /// Puts the last piece back: it is the next one again.
  void put_back();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace outdesk
