#include "inventory/read_json_inventory.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "input/json.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kJsonDepth = 64;
constexpr std::size_t kLongestRun = std::size_t{16} << 20;  ///< bytes of one text, which is in memory at once

/// The pieces as one run of characters, which counts its lines.
struct JsonBytes {
  explicit JsonBytes(DocumentPieces& source) : pieces(source) { advance(); }
  void advance() {
    run += piece.size();
    if (run > kLongestRun) throw InputError(pieces.name(), line(), "a text of more than " + std::to_string(kLongestRun >> 20) + " MiB");
    lines += std::count(piece.begin(), piece.end(), '\n');
    piece = pieces.next();
    at = 0;
  }
  long line() const { return lines + 1 + std::count(piece.begin(), piece.begin() + static_cast<long>(std::min(at, piece.size())), '\n'); }

  DocumentPieces& pieces;
  std::string_view piece;
  std::size_t at = 0;
  long lines = 0;
  std::size_t run = 0;   ///< bytes since the last event
};

/// An input iterator; the end is where no bytes are left, and a default one is that.
class JsonByte {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  JsonByte() = default;
  explicit JsonByte(JsonBytes& bytes) : bytes_(&bytes) {}
  reference operator*() const { return bytes_->piece[bytes_->at]; }
  JsonByte& operator++() {
    if (++bytes_->at == bytes_->piece.size()) bytes_->advance();
    return *this;
  }
  JsonByte operator++(int) { JsonByte before = *this; ++*this; return before; }
  bool operator==(const JsonByte& other) const { return at_end() == other.at_end(); }
  bool operator!=(const JsonByte& other) const { return !(*this == other); }

 private:
  bool at_end() const { return !bytes_ || bytes_->piece.empty(); }
  JsonBytes* bytes_ = nullptr;
};

/// An item of a list is told of under the list's name, as XML does it.
class InventoryJson : public nlohmann::json_sax<Json> {
 public:
  InventoryJson(JsonBytes& bytes, DocumentReader& reader) : bytes_(bytes), reader_(reader) {}

  bool null() override { return value({}); }
  bool boolean(bool truth) override { return value(truth ? "1" : "0"); }
  bool number_integer(number_integer_t number) override { return value(std::to_string(number)); }
  bool number_unsigned(number_unsigned_t number) override { return value(std::to_string(number)); }
  bool number_float(number_float_t, const string_t& written) override { return value(written); }
  bool string(string_t& text) override { return value(text); }
  bool binary(binary_t&) override { return value({}); }
  bool key(string_t& name) override {
    open_.back().name = name;
    return true;
  }
  bool start_object(std::size_t) override {
    begin(false);
    return true;
  }
  bool start_array(std::size_t) override {
    begin(true);
    return true;
  }
  bool end_object() override {
    open_.pop_back();
    if (!open_.empty()) reader_.close();
    if (reader_.is_ocs()) bytes_.pieces.allow(kMostExportBytes);
    return true;
  }
  bool end_array() override {
    open_.pop_back();
    return true;
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& error) override { refuse("not JSON: " + reason(error.what())); }

 private:
  struct Open {
    bool list = false;
    std::string name;    ///< of the member that is read; a list has that of its own
  };

  [[noreturn]] void refuse(const std::string& problem) const {
    throw InputError(bytes_.pieces.name(), bytes_.line(), problem, "fetch the file once more; a JSON checker such as jq names the place too");
  }

  /// nlohmann's message without its "[json.exception...] parse error at line 1, column 2: " head, and no longer than a line.
  static std::string reason(const std::string& what) {
    std::size_t at = what.find(": ");
    return fitted(printable(at == what.npos ? what : what.substr(at + 2)), 160);
  }

  void begin(bool list) {
    if (open_.empty() && list) refuse("is a list, where an inventory is one object");
    if (open_.size() >= kJsonDepth) refuse("is nested deeper than " + std::to_string(kJsonDepth) + " levels");
    bytes_.run = 0;
    // An empty list says that there are none, which XML has no way to say.
    if (list) reader_.list(open_.back().name);
    else if (!open_.empty()) reader_.open(open_.back().name);
    open_.push_back({list, list ? open_.back().name : std::string()});
  }

  bool value(std::string_view text) {
    if (open_.empty()) refuse("is one value, where an inventory is an object");
    bytes_.run = 0;
    if (!text.empty() && reader_.has_elements(open_.back().name)) refuse(in_quotes(open_.back().name) + " must be an object or a list of them");
    reader_.open(open_.back().name);
    reader_.text(text);
    reader_.close();
    return true;
  }

  JsonBytes& bytes_;
  DocumentReader& reader_;
  std::vector<Open> open_;
};

}  // namespace

void read_json_inventory(DocumentPieces& pieces, DocumentReader& reader) {
  JsonBytes bytes(pieces);
  InventoryJson events(bytes, reader);
  Json::sax_parse(JsonByte(bytes), JsonByte(), &events);
}

}  // namespace outdesk
