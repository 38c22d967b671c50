#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <iostream>

#include "base/text.hpp"
#include "command.hpp"
#include "full_program.hpp"
#include "output/atomic_file.hpp"
#include "output/writers.hpp"

namespace outdesk {

namespace {

std::size_t terminal_columns() {
  if (!::isatty(1)) return 0;
  winsize size = {};
  return ::ioctl(1, TIOCGWINSZ, &size) == 0 && size.ws_col > 20 ? size.ws_col : 80;
}

void write_as(const Document& document, Format format, const TextStyle& style, const Sink& sink) {
  switch (format) {
    case Format::text: return write_text(document, style, sink);
    case Format::json: return write_json(document, sink);
    case Format::csv: return write_csv(document, sink);
    case Format::jsonl: return write_jsonl(document, sink);
    case Format::html: return write_html(document, sink);
    case Format::xlsx: break;
  }
}

template <class T>
std::optional<T> typed(const Options& options, const std::string& name, std::optional<T> (*parse)(std::string_view),
                       const std::string& form) {
  auto text = options.maybe(name);
  if (!text) return {};
  if (auto value = parse(*text)) return value;
  throw UsageError("--" + name + " " + in_quotes(*text) + " is not " + form);
}

}  // namespace

std::string Options::text(const std::string& name, const std::string& otherwise) const {
  return maybe(name).value_or(otherwise);
}

std::optional<std::string> Options::maybe(const std::string& name) const {
  auto it = values.find(name);
  if (it == values.end() || it->second.empty()) return {};
  return it->second.back();
}

std::vector<std::string> Options::list(const std::string& name) const {
  auto it = values.find(name);
  return it == values.end() ? std::vector<std::string>{} : it->second;
}

std::optional<Month> Options::month(const std::string& name) const {
  return typed(*this, name, parse_month, "a month such as 2026-10");
}
std::optional<Date> Options::date(const std::string& name) const {
  return typed(*this, name, parse_date, "a day such as 2026-10-31");
}
std::optional<Instant> Options::instant(const std::string& name) const {
  return typed(*this, name, parse_instant, "a time with a zone such as 2026-10-31T20:59:59Z");
}
std::optional<Seconds> Options::duration(const std::string& name) const {
  return typed(*this, name, parse_duration_with_days, "a length of time such as 90s, 4h or 30d");
}
std::optional<std::int64_t> Options::count(const std::string& name) const {
  return typed(*this, name, parse_count, "a whole number");
}

void Context::print(const Document& document) {
  if (format == Format::xlsx) {
    if (output_file.empty()) throw UsageError("a workbook needs a file", "name it with -o FILE.xlsx");
    full_program.write_xlsx(document, {report_instant(), document.schema}, output_file);
    return;
  }
  TextStyle style = output_file.empty() ? TextStyle{colour, terminal_columns()} : TextStyle{};
  stream([&](const Sink& sink) { write_as(document, format, style, sink); });
}

void Context::stream(const std::function<void(const Sink&)>& fill) {
  if (!output_file.empty()) return write_file_atomically(output_file, 0600, fill);
  fill([this](std::string_view bytes) { write(bytes); });
}

void Context::write(std::string_view bytes) {
  pending_ += bytes;
  if (pending_.size() < (1u << 16)) return;
  flush(pending_);
  pending_.clear();
}

void Context::flush(std::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t n = ::write(1, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0 && errno == EPIPE) throw ReaderGone("nobody reads standard output any more");
    if (n < 0) throw WriteError(std::string("standard output cannot be written: ") + std::strerror(errno));
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
}

void Context::say(std::string_view line) const {
  if (!quiet) std::cerr << "outdesk: " << printable(line) << "\n";
}

void Context::finish() {
  std::string last = std::move(pending_);
  pending_.clear();
  flush(last);
}

}  // namespace outdesk
