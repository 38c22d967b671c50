// What a writer gives, as one string.
#pragma once

#include <string>

#include "output/writers.hpp"

namespace outdesk {

template <class Write>
std::string written(Write write) {
  std::string out;
  write([&](std::string_view bytes) { out += bytes; });
  return out;
}

inline std::string json_of(const Document& d) {
  return written([&](const Sink& sink) { write_json(d, sink); });
}
inline std::string csv_of(const Document& d) {
  return written([&](const Sink& sink) { write_csv(d, sink); });
}
inline std::string jsonl_of(const Document& d) {
  return written([&](const Sink& sink) { write_jsonl(d, sink); });
}
inline std::string text_of(const Document& d, TextStyle style = {}) {
  return written([&](const Sink& sink) { write_text(d, style, sink); });
}
inline std::string html_of(const Document& d) {
  return written([&](const Sink& sink) { write_html(d, sink); });
}

/// A document of one block, in a section without title.
inline Document document_of(Block block, Language language = Language::en) {
  Document document;
  document.schema = "test/1";
  document.language = language;
  document.currency = "RUB";
  document.title = "Test";
  document.sections.push_back({"only", "", {std::move(block)}});
  return document;
}

}  // namespace outdesk
