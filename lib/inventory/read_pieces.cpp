#include "inventory/read_pieces.hpp"

#include <zlib.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <new>
#include <utility>
#include <vector>

#include "base/error.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kPieceBytes = 1 << 16;

struct CloseFile { void operator()(std::FILE* file) const { std::fclose(file); } };
struct EndInflate { void operator()(z_stream* stream) const { inflateEnd(stream); delete stream; } };

/// zlib (RFC 1950, 2.2: the first two bytes, as one number, are a multiple of 31) or gzip.
bool is_packed(std::string_view bytes) {
  if (bytes.size() < 2) return false;
  auto first = static_cast<unsigned char>(bytes[0]), second = static_cast<unsigned char>(bytes[1]);
  return (first == 0x78 && (first * 256 + second) % 31 == 0) || (first == 0x1f && second == 0x8b);
}

}  // namespace

struct DocumentPieces::State {
  std::string name;
  std::unique_ptr<std::FILE, CloseFile> file;
  std::string_view bytes;                          ///< where there is no file: those that were not taken yet
  std::vector<char> raw, unpacked;
  std::unique_ptr<z_stream, EndInflate> stream;
  std::string_view rest, last;                     ///< raw bytes that wait to be unpacked; the piece that went out last
  bool begun = false, ended = false, again = false;
  std::size_t given = 0, most = kMostDocumentBytes;

  [[noreturn]] void refuse(const std::string& problem, const std::string& next_step = {}) const { throw InputError(name, 0, problem, next_step); }
  std::string_view raw_piece();
  std::string_view piece();
  void begin_unpacking();
  std::string_view unpacked_piece();
};

std::string_view DocumentPieces::State::raw_piece() {
  if (!file) {
    std::string_view taken = bytes.substr(0, kPieceBytes);
    bytes.remove_prefix(taken.size());
    return taken;
  }
  raw.resize(kPieceBytes);
  std::size_t size = std::fread(raw.data(), 1, raw.size(), file.get());
  if (std::ferror(file.get())) refuse(std::string("cannot read: ") + std::strerror(errno));
  return {raw.data(), size};
}

void DocumentPieces::State::begin_unpacking() {
  stream.reset(new z_stream{});
  unpacked.resize(kPieceBytes);
  constexpr int kZlibOrGzip = MAX_WBITS + 32;
  if (inflateInit2(stream.get(), kZlibOrGzip) != Z_OK) throw std::bad_alloc();
}

std::string_view DocumentPieces::State::unpacked_piece() {
  while (!ended) {
    if (rest.empty()) rest = raw_piece();
    bool cut_off = rest.empty();
    stream->next_in = reinterpret_cast<Bytef*>(const_cast<char*>(rest.data()));  // zlib does not write there
    stream->avail_in = static_cast<uInt>(rest.size());
    stream->next_out = reinterpret_cast<Bytef*>(unpacked.data());
    stream->avail_out = static_cast<uInt>(unpacked.size());
    int result = inflate(stream.get(), Z_NO_FLUSH);
    rest.remove_prefix(rest.size() - stream->avail_in);
    std::size_t size = unpacked.size() - stream->avail_out;
    ended = result == Z_STREAM_END;
    if (ended && (!rest.empty() || !raw_piece().empty())) refuse("has other bytes after its packed document");
    if (result != Z_OK && result != Z_BUF_ERROR && !ended) refuse("is packed, and damaged: its bytes cannot be unpacked", "fetch the file once more");
    if (size > 0) return {unpacked.data(), size};
    if (cut_off && !ended) refuse("is packed, and cut off in the middle", "fetch the file once more");
  }
  return {};
}

std::string_view DocumentPieces::State::piece() {
  if (stream) return unpacked_piece();
  std::string_view first = raw_piece();
  bool packed = !begun && is_packed(first);
  begun = true;
  if (!packed) return first;
  begin_unpacking();
  rest = first;
  return unpacked_piece();
}

DocumentPieces::DocumentPieces(const std::string& path) : state_(std::make_unique<State>()) {
  state_->name = path;
  state_->file.reset(std::fopen(path.c_str(), "rbe"));
  if (!state_->file) state_->refuse(std::string("cannot read: ") + std::strerror(errno), "check the path, and who may read it");
}

DocumentPieces::DocumentPieces(std::string_view bytes, const std::string& name) : state_(std::make_unique<State>()) {
  state_->name = name;
  state_->bytes = bytes;
}

DocumentPieces::~DocumentPieces() = default;

const std::string& DocumentPieces::name() const { return state_->name; }
void DocumentPieces::allow(std::size_t bytes) { state_->most = bytes; }
void DocumentPieces::put_back() { state_->again = true; }

std::string_view DocumentPieces::next() {
  if (std::exchange(state_->again, false)) return state_->last;
  state_->last = state_->piece();
  state_->given += state_->last.size();
  if (state_->given > state_->most) state_->refuse("is larger than " + std::to_string(state_->most >> 20) + " MiB, unpacked", "no inventory is; export fewer devices at a time");
  return state_->last;
}

}  // namespace outdesk
