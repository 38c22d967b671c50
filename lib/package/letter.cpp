#include "package/letter.hpp"

#include "base/text.hpp"
#include "output/format_value.hpp"
#include "output/text_layout.hpp"
#include "package/lead_rules.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kColumns = 76;

class Letter {
 public:
  Letter(const PackageInput& input, const PackageContent& content) : input_(input), content_(content) {}

  std::string write(const std::vector<std::string>& files) && {
    Document page = page_document(input_, content_);
    line(page.title);
    line(page.subtitle);
    gap();
    paragraph(text_of(content_.lead));
    decisions();
    corrections();
    lights();
    list_files(files);
    journal_head();
    if (!input_.brand.name.empty()) {
      gap();
      line(input_.brand.name);
    }
    return std::move(text_);
  }

 private:
  const Messages& messages() const { return content_.messages; }
  void line(const std::string& words) { text_ += printable(words) + "\n"; }
  void gap() { text_ += "\n"; }

  /// Words broken at spaces; lines behind the first stand under its first word.
  void paragraph(const std::string& words, const std::string& lead = "") {
    std::string indent(display_width(lead), ' ');
    bool first = true;
    for (const std::string& part : wrapped(printable(words), kColumns - indent.size())) {
      text_ += (first ? lead : indent) + part + "\n";
      first = false;
    }
  }

  void decisions() {
    if (content_.decisions.empty()) return;
    gap();
    line(messages()("decisions.title"));
    int number = 0;
    for (const Points::Point& point : points_of(content_.decisions, messages()).points)
      if (point.lead.empty()) paragraph(point.text);  // what was left out is no decision itself
      else paragraph(point.lead + " " + point.text, std::to_string(++number) + ". ");
  }

  void corrections() {
    if (input_.revision <= 1) return;
    gap();
    line(messages()("corrections.title", {{"n", input_.revision}}));
    for (const Correction& one : input_.corrections) paragraph(one.title + ": " + one.was + " → " + one.now, "- ");
    if (input_.corrections.empty()) paragraph(correction_note(input_, messages()));
  }

  void lights() {
    Tiles tiles = tiles_of(input_.facts, content_.lights, messages(), input_.currency);
    if (tiles.tiles.empty()) return;
    gap();
    line(messages()("letter.sections"));
    for (const Tiles::Tile& tile : tiles.tiles)
      paragraph(messages()("letter.section", {{"light", tile.light.words}, {"section", tile.title}, {"figure", tile.figure}}), "- ");
  }

  void list_files(const std::vector<std::string>& files) {
    PackageId id = input_.id();
    const std::pair<std::string, const char*> kWhat[] = {
        {id.page(), "letter.page"}, {id.book(), "letter.book"}, {id.access_book(), "letter.access"}, {id.data(), "letter.data"}, {kSumsFile, "letter.sums"}};
    gap();
    line(messages()("letter.files"));
    for (const auto& what : kWhat)
      if (what.first == kSumsFile || std::find(files.begin(), files.end(), what.first) != files.end())
        paragraph(what.first + " — " + messages()(what.second), "- ");
  }

  /// What the client holds the provider to: a chain alone cannot show that its end was cut off.
  void journal_head() {
    if (input_.journal_head.empty()) return;
    gap();
    paragraph(messages()("letter.head", {{"hash", input_.journal_head}}));
  }

  const PackageInput& input_;
  const PackageContent& content_;
  std::string text_;
};

}  // namespace

std::string letter_text(const PackageInput& input, const PackageContent& content, const std::vector<std::string>& files) {
  return Letter(input, content).write(files);
}

}  // namespace outdesk
