#include "inventory/document_reader.hpp"

#include <utility>

#include "base/text.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kTextBytes = 4096;    ///< that are looked at of one text; more than kLongestText characters of any script
constexpr std::size_t kMostFields = 512;    ///< of one section

bool is_number(std::string_view name) { return parse_count(name).has_value(); }

}  // namespace

void DocumentReader::open(std::string_view name) {
  text_.clear();
  wanted_ = false;
  if (depth_ == 0) open_top(name);
  else if (depth_ == 1) open_section(name);
  else open_field(name);
  ++depth_;
}

void DocumentReader::open_top(std::string_view name) {
  top_.clear();
  append_lower(top_, name.substr(0, kLongestText));
  wanted_ = true;
  if (top_ == "content") content_ = true;
  else if (!content_ && is_number(top_)) ocs_ = true;
}

bool DocumentReader::in_content() const { return top_ == "content" || (ocs_ && is_number(top_)); }

void DocumentReader::list(std::string_view name) {
  std::string section;
  append_lower(section, name.substr(0, kLongestText));
  if (depth_ == 1 && in_content() && section == "softwares") builder_.add_program({});
}

bool DocumentReader::has_elements(std::string_view name) const {
  std::string element;
  append_lower(element, name.substr(0, kLongestText));
  return depth_ == 0 ? element == "content" || (ocs_ && is_number(element)) : depth_ == 1 && in_content() && section_kind(element);
}

void DocumentReader::open_section(std::string_view name) {
  if (!in_content()) return;
  path_.clear();
  append_lower(path_, name.substr(0, kLongestText));
  const SectionKind* kind = section_kind(path_);
  path_.clear();
  fields_ = 0;
  if (kind) section_.emplace(*kind);
}

void DocumentReader::open_field(std::string_view name) {
  if (!section_) return;
  if (!path_.empty()) path_ += '/';
  append_lower(path_, name.substr(0, kLongestText));
  wanted_ = fields_ < kMostFields && !section_->kind().field(path_).empty();
}

void DocumentReader::text(std::string_view piece) {
  if (wanted_ && text_.size() < kTextBytes) text_ += piece.substr(0, kTextBytes - text_.size());
}

void DocumentReader::close() {
  --depth_;
  if (depth_ == 0) close_top();
  else if (depth_ == 1) close_section();
  else close_field();
  wanted_ = false;
}

void DocumentReader::keep_header() {
  bool cut = false;
  std::string text = kept_text(text_, cut);
  losses_.texts += cut;
  if (top_ == "query" || top_ == "action") append_lower(header_.query, text);
  else if (top_ == "deviceid") header_.device_id = std::move(text);
  else if (top_ == "itemtype") header_.item_type = std::move(text);
  else if (top_ == "tag") header_.tag = std::move(text);
  else if (top_ == "partial") header_.partial = text == "1" || folded(text) == "true" || folded(text) == "yes";
}

void DocumentReader::close_top() {
  if (wanted_) keep_header();
  if (!ocs_ || !is_number(top_)) return;
  if (described_) give(builder_.built({}, zone_));
  builder_ = DeviceBuilder(losses_);
  described_ = false;
}

void DocumentReader::close_section() {
  if (!section_) return;
  if (section_->kind().name == "device") {
    if (auto device = scanned_device(*section_, losses_)) give(std::move(*device));
  } else {
    builder_.take(*section_);
    described_ = true;
  }
  section_.reset();
}

void DocumentReader::close_field() {
  if (!section_) return;
  if (wanted_) {
    bool cut = false;
    section_->add(section_->kind().field(path_), kept_text(text_, cut));
    losses_.texts += cut;
    ++fields_;
  }
  std::size_t slash = path_.rfind('/');
  path_.resize(slash == path_.npos ? 0 : slash);
}

void DocumentReader::give(SeenDevice device) {
  if (is_recognisable(device)) take_(std::move(device));
  else ++losses_.nameless;
}

bool DocumentReader::finish() {
  if (content_ && described_) give(builder_.built(header_, zone_));
  return content_ || ocs_;
}

}  // namespace outdesk
