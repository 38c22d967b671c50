#include "output/json_writer.hpp"

#include <charconv>
#include <utility>

#include "base/text.hpp"
#include "output/json_rows.hpp"

namespace outdesk {

namespace {

void put_unit(BufferedSink& out, unsigned unit) {
  constexpr char kDigits[] = "0123456789abcdef";
  char escape[] = {'\\', 'u', kDigits[unit >> 12 & 15], kDigits[unit >> 8 & 15], kDigits[unit >> 4 & 15],
                   kDigits[unit & 15]};
  out.put(std::string_view(escape, sizeof escape));
}

void put_escaped(BufferedSink& out, char32_t c) {
  switch (c) {
    case '\n': out.put("\\n"); return;
    case '\r': out.put("\\r"); return;
    case '\t': out.put("\\t"); return;
    default: break;
  }
  if (c < 0x10000) return put_unit(out, c);
  put_unit(out, 0xD800 + ((c - 0x10000) >> 10));
  put_unit(out, 0xDC00 + ((c - 0x10000) & 0x3FF));
}

bool is_harmless_ascii(char c) {
  auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 && byte < 0x7F && c != '"' && c != '\\';
}

struct ValueWriter {
  JsonWriter& json;

  void operator()(std::monostate) const { json.null(); }
  void operator()(const std::string& text) const { json.text(text); }
  void operator()(bool yes) const { json.boolean(yes); }
  void operator()(std::int64_t n) const { json.integer(n); }
  void operator()(Seconds s) const { json.integer(s.count); }
  void operator()(Instant t) const { json.text(to_text(t)); }
  void operator()(Date d) const { json.text(to_text(d)); }
  void operator()(Share s) const { s.defined() ? json.text(to_text(s)) : json.null(); }
  void operator()(Decimal d) const { json.text(to_text(d)); }
  void operator()(Money m) const { json.integer(m.minor); }
  void operator()(const Mark& mark) const { json.text(mark.code); }
  void operator()(const std::vector<std::string>& list) const {
    json.begin_list();
    for (const std::string& text : list) json.text(text);
    json.end_list();
  }
  void operator()(const std::shared_ptr<const InnerRows>& inner) const {
    if (!inner) return json.null();
    KeyTree tree = tree_of(inner->columns);
    json.begin_list();
    for (const Row& row : inner->rows) write_row(json, tree, row);
    json.end_list();
  }
};

}  // namespace

void JsonWriter::new_line() {
  if (layout_ == Layout::one_line) return;
  out_.put('\n');
  for (std::size_t i = 0; i < filled_.size(); ++i) out_.put("  ");
}

void JsonWriter::before_value() {
  if (std::exchange(after_name_, false) || filled_.empty()) return;
  if (filled_.back()) out_.put(',');
  filled_.back() = true;
  new_line();
}

void JsonWriter::begin(char bracket) {
  before_value();
  out_.put(bracket);
  filled_.push_back(false);
}

void JsonWriter::end(char bracket) {
  bool filled = filled_.back();
  filled_.pop_back();
  if (filled) new_line();
  out_.put(bracket);
}

void JsonWriter::member(std::string_view name) {
  before_value();
  quoted(name);
  out_.put(layout_ == Layout::one_line ? ":" : ": ");
  after_name_ = true;
}

void JsonWriter::plain(std::string_view token) {
  before_value();
  out_.put(token);
}

void JsonWriter::text(std::string_view value) {
  before_value();
  quoted(value);
}

void JsonWriter::integer(std::int64_t value) {
  char digits[24];
  auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  plain(std::string_view(digits, static_cast<std::size_t>(end - digits)));
}

void JsonWriter::quoted(std::string_view value) {
  out_.put('"');
  for (std::size_t at = 0; at < value.size();) {
    std::size_t run = at;
    while (run < value.size() && is_harmless_ascii(value[run])) ++run;
    out_.put(value.substr(at, run - at));
    if ((at = run) == value.size()) break;
    CodePoint c = code_point_at(value, at);
    if (!c.size) out_.put("\uFFFD");
    else if (is_deceptive(c.value)) put_escaped(out_, c.value);
    else if (value[at] == '"' || value[at] == '\\') out_.put('\\').put(value[at]);
    else out_.put(value.substr(at, c.size));
    at += std::max<std::size_t>(c.size, 1);
  }
  out_.put('"');
}

void JsonWriter::value(const Value& value) { std::visit(ValueWriter{*this}, value); }

}  // namespace outdesk
