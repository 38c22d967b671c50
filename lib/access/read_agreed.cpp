#include "access/read_agreed.hpp"

#include <map>

#include "access/access_words.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace outdesk {

namespace {

namespace w = access_words;

bool is_phrase(const std::string& text, const w::Phrase& phrase) { return folded(text) == folded(phrase.en) || folded(text) == folded(phrase.ru); }

std::optional<Level> level_of_text(const std::string& text) {
  // As people write them who never saw the matrix.
  static const std::map<std::string, Level> kOther = {
      {"modify", Level::change}, {"изменение", Level::change}, {"изменения", Level::change}, {"rw", Level::change}, {"full control", Level::full}, {"полный", Level::full},
      {"полный доступ", Level::full}, {"r", Level::read}, {"read only", Level::read}, {"только чтение", Level::read}, {"нет", Level::none}, {"no", Level::none}, {"-", Level::none}};
  std::string wanted = folded(text);
  if (auto other = kOther.find(wanted); other != kOther.end()) return other->second;
  for (int number = 0; number < kLevels; ++number) {
    Level level = static_cast<Level>(number);
    if (level == Level::unread || level == Level::denied) continue;
    if (wanted == code_of(level)) return level;
    for (Language language : {Language::en, Language::ru}) {
      Grid::Paint paint = w::paint_of(level, language);
      std::string words = paint.mark.words;
      if (wanted == folded(words) || wanted == folded(words.substr(0, words.find(':'))) || (!paint.sign.empty() && text == paint.sign)) return level;
    }
  }
  return {};
}

/// "2026-12-31" or "31.12.2026", with what may follow (a time).
std::optional<Date> date_of_text(const std::string& text) {
  std::string day = text.substr(0, 10);
  if (day.size() == 10 && day[2] == '.' && day[5] == '.') day = day.substr(6) + "-" + day.substr(3, 2) + "-" + day.substr(0, 2);
  return parse_date(day);
}

AgreedLine agreed_line(const CellTable& table, std::size_t row, const HeadingRow& headings) {
  auto cell = [&](std::size_t heading) { return headings.columns[heading] == kNoColumn ? std::string() : storable(table.cell(row, headings.columns[heading])); };
  AgreedLine line{cell(0), cell(1), Level::none, {}, cell(4), table.file + ":" + std::to_string(table.numbers[row])};
  if (line.who.empty()) table.fail(row, "the line for " + in_quotes(line.path) + " does not say who", "name a person, an account, a group, or * for everybody");
  auto level = level_of_text(cell(2));
  if (!level) table.fail(row, "the level " + in_quotes(cell(2)) + " is unknown", "levels are none, traverse, list, read, write, edit, change, full, special");
  line.level = *level;
  if (std::string until = cell(3); !until.empty()) {
    line.until = date_of_text(until);
    if (!line.until) table.fail(row, "the date " + in_quotes(until) + " is none", "write it as 2026-12-31");
  }
  return line;
}

const std::vector<Heading> kAgreedHeadings = {{{"path", "folder", "resource", "папка", "ресурс", "путь"}},
                                              {{"account_or_group", "account", "group", "who", "person", "кто", "сотрудник или группа", "сотрудник", "учётная запись", "группа"}},
                                              {{"level", "rights", "access", "уровень", "права", "доступ", "право"}},
                                              {{"until", "valid until", "до", "действует до", "срок"}, false},
                                              {{"approved_by", "approved by", "утвердил", "согласовал", "согласовано"}, false}};

std::string choices() {
  std::vector<std::string> words;
  for (const w::Phrase* phrase : {&w::confirm, &w::revoke, &w::clarify}) words.push_back(std::string(phrase->en) + " (" + std::string(phrase->ru) + ")");
  return join(words, ", ");
}

std::vector<Heading> decision_headings() {
  auto named = [](const w::Phrase& phrase, std::string_view code, bool required = true) { return Heading{{phrase.en, phrase.ru, code}, required}; };
  return {named(w::first_seen, "first_seen"), named(w::account, "account"), named(w::folder, "path"), named(w::was, "was"), named(w::now, "now"), named(w::decision, "decision"),
          named(w::comment, "comment", false)};
}

}  // namespace

std::vector<AgreedLine> read_agreed(const std::vector<CellTable>& tables, const std::string& file) {
  std::vector<AgreedLine> lines;
  bool found = false;
  for (const CellTable& table : tables) {
    if (tables.size() > 1 && !has_headings(table, kAgreedHeadings)) continue;  // a sheet about something else
    HeadingRow headings = find_headings(table, kAgreedHeadings);
    found = true;
    for (std::size_t row = headings.row + 1; row < table.rows.size(); ++row)
      if (!table.cell(row, headings.columns[0]).empty()) lines.push_back(agreed_line(table, row, headings));
  }
  if (!found) throw InputError(file, 1, "no sheet has the headings 'path', 'account_or_group' and 'level'", "name the columns in the first row");
  return lines;
}

std::vector<AccessDecision> read_decisions(const std::vector<CellTable>& tables, const std::string& file) {
  std::vector<AccessDecision> decisions;
  bool found = false;
  for (const CellTable& table : tables) {
    auto headings_wanted = decision_headings();
    if (!has_headings(table, headings_wanted)) continue;
    found = true;
    HeadingRow headings = find_headings(table, headings_wanted);
    for (std::size_t row = headings.row + 1; row < table.rows.size(); ++row) {
      auto cell = [&](std::size_t heading) { return headings.columns[heading] == kNoColumn ? std::string() : storable(table.cell(row, headings.columns[heading])); };
      std::string said = cell(5);
      if (said.empty() && !cell(6).empty()) table.fail(row, "a comment without a decision", "choose " + choices());
      if (said.empty()) continue;
      std::string code = is_phrase(said, w::confirm) ? "confirm" : is_phrase(said, w::revoke) ? "revoke" : is_phrase(said, w::clarify) ? "clarify" : "";
      if (code.empty()) table.fail(row, in_quotes(said) + " is no decision", "choose " + choices());
      auto day = date_of_text(cell(0));
      if (!day || cell(1).empty() || cell(2).empty()) table.fail(row, "the row does not say which change it decides", "leave the date, the account and the folder as they were");
      decisions.push_back({cell(2), cell(1), cell(3), cell(4), *day, code, cell(6)});
    }
  }
  if (!found) throw InputError(file, 1, "no sheet is a list of changes", "give the workbook that 'outdesk access-audit changes --format xlsx' made");
  return decisions;
}

}  // namespace outdesk
