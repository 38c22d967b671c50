#include "package/package_documents.hpp"

#include <algorithm>

#include "output/format_value.hpp"
#include "package/fact_figures.hpp"
#include "package/control_totals.hpp"
#include "package/lead_rules.hpp"
#include "package/summary_tables.hpp"

namespace outdesk {

namespace {

/// Ids in the order of the report (package.md 3.1); a rated topic's section is there even without
/// data.
constexpr const char* kOrder[] = {"tickets", "all_tickets", "outages", "network",   "visits",
                                  "backups", "access",      "assets",  "standards", "ratings"};

std::optional<Topic> topic_of(std::string_view id) {
  for (Topic topic : kTopics)
    if (name_of(topic) == id) return topic;
  return {};
}

const Section* find(const std::vector<Section>& sections, std::string_view id) {
  auto found =
      std::find_if(sections.begin(), sections.end(), [&](const Section& s) { return s.id == id; });
  return found == sections.end() ? nullptr : &*found;
}

Paragraph plain(std::string text) { return Paragraph{{{std::move(text), false}}}; }

class Assembler {
 public:
  Assembler(const PackageInput& input, const PackageContent& content)
      : input_(input), content_(content) {}

  Document base(std::string title) const {
    Document document;
    document.language = input_.language;
    document.zone = input_.zone;
    document.currency = input_.currency;
    document.provider = input_.brand.name;
    document.logo = input_.brand.logo;
    document.colour = input_.brand.colour;
    document.confidential = messages()("report.confidential");
    document.title = std::move(title);
    document.subtitle = subtitle();
    return document;
  }

  Section summary() const {
    Section section{"summary", messages()("section.summary"), {content_.lead}};
    Points points = points_of(content_.decisions, messages());
    if (!points.points.empty()) section.blocks.push_back(std::move(points));
    if (input_.revision > 1) section.blocks.push_back(corrections());
    section.blocks.push_back(tiles_of(input_.facts, content_.lights, messages(), input_.currency));
    return section;
  }

  /// Sections of the report in order; the matrix only on the page.
  std::vector<Section> sections(bool with_access) const {
    std::vector<Section> out;
    for (const char* id : kOrder) {
      if (id == std::string_view("access"))
        add_access(out, with_access);
      else
        add(out, id);
    }
    for (const Section& section : input_.sections)
      if (std::find(std::begin(kOrder), std::end(kOrder), section.id) == std::end(kOrder))
        out.push_back(section);
    return out;
  }

  Section sources() const {
    Table table;
    table.key = key("sources");
    table.title = messages()("sources.title");
    table.columns = {{key("source"), ""},
                     {{}, messages()("sources.name"), 28, true},
                     {{}, messages()("sources.period"), 32},
                     {key("from"), ""},
                     {key("to"), ""},
                     {key("records"), messages()("sources.records")},
                     {{}, messages()("sources.fingerprint")},
                     {key("sha256"), ""},
                     {key("state"), messages()("sources.state")}};
    for (const PackageSource& source : input_.sources) table.rows.push_back(source_row(source));
    table.note = messages()("sources.note", {{"file", std::string(kManifestFile)}});
    if (!input_.journal_head.empty()) table.note += " " + messages()("sources.head", {{"hash", input_.journal_head}});
    Section section{"sources", messages()("section.sources"), {std::move(table)}};
    Figures totals = total_figures(control_totals(input_.facts), messages());
    if (!totals.figures.empty()) section.blocks.emplace_back(std::move(totals));
    if (Table repairs = repairs_table(); !repairs.rows.empty()) section.blocks.emplace_back(std::move(repairs));
    return section;
  }

  /// The matrix, or words for why there is none.
  std::vector<Section> access_sections() const {
    std::vector<Section> out = input_.access;
    if (out.empty()) out.push_back({"access", messages()("section.access"), {}});
    rate(out.front(), Topic::access);
    return out;
  }

 private:
  const Messages& messages() const { return content_.messages; }

  std::string subtitle() const {
    std::string text = input_.name;
    if (!input_.contract_number.empty())
      text += " · " + messages()("report.contract", {{"number", input_.contract_number}});
    // The last instant that counts, not the first of the next day.
    Instant last = input_.cut_off - Seconds{1};
    Date day = input_.zone ? input_.zone->local(last).date : date_of_days(last.unix_s / kDay);
    text += " · " + messages()("report.made", {{"day", format_date(day, input_.language)}});
    if (input_.audience != Audience::director) text += " · " + messages()("audience." + std::string(name_of(input_.audience)));
    if (input_.revision > 1) text += " · " + messages()("report.revision", {{"n", input_.revision}});
    return text;
  }

 public:
  /// What this revision corrects: the numbers that the client was sent before, and those that are right.
  Table corrections() const {
    Table table;
    table.title = messages()("corrections.title", {{"n", input_.revision}});
    table.columns = {{{}, messages()("corrections.what"), 40, true}, {{}, messages()("corrections.was")}, {{}, messages()("corrections.now")}};
    for (const Correction& one : input_.corrections) table.rows.push_back({one.title, one.was, one.now});
    table.note = correction_note(input_, messages());
    return table;
  }

  /// Where texts do not stand as they were entered.
  Table repairs_table() const {
    constexpr const char* kNames[] = {"cut", "replaced", "shown"};
    Table table;
    table.key = key("text_repairs");
    table.title = messages()("repairs.title");
    table.columns = {{key("section"), ""},
                     {{}, messages()("repairs.section"), 28},
                     {key("column"), messages()("repairs.column")},
                     {key("what"), messages()("repairs.what"), 32},
                     {key("count"), messages()("repairs.count")}};
    for (const TextRepair& repair : content_.repairs) {
      const std::string name = kNames[static_cast<int>(repair.what)];
      const std::string& id = repair.section->id;
      bool ordered = std::find(std::begin(kOrder), std::end(kOrder), id) != std::end(kOrder);
      table.rows.push_back({id, ordered ? messages()("section." + id) : repair.section->title,
                            repair.for_people ? repair.column : input_.id().data() + ": " + repair.column,
                            Mark{name, messages()("repairs." + name), Tone::attention}, repair.count});
    }
    bool cut = std::any_of(content_.repairs.begin(), content_.repairs.end(),
                           [](const TextRepair& repair) { return repair.what == TextRepair::What::cut; });
    if (cut) table.note = messages()("repairs.note", {{"file", input_.id().data()}});
    return table;
  }

  Row source_row(const PackageSource& source) const {
    constexpr std::size_t kShown = 12;
    auto instant = [](const std::optional<Instant>& t) { return t ? Value(*t) : Value(); };
    std::string period;
    if (source.from && source.to)
      period = format_instant(*source.from, input_.zone, input_.language) + " – " +
               format_instant(*source.to, input_.zone, input_.language);
    std::string name = source.why.empty() ? source.name : source.name + ": " + source.why;
    return {source.id,
            std::move(name),
            std::move(period),
            instant(source.from),
            instant(source.to),
            source.records ? Value(*source.records) : Value(),
            source.sha256.substr(0, kShown),
            source.sha256,
            state_mark(source.state)};
  }

  Mark state_mark(SourceState state) const {
    switch (state) {
      case SourceState::full:
        return {"full", messages()("state.full"), Tone::good};
      case SourceState::partial:
        return {"partial", messages()("state.partial"), Tone::attention};
      case SourceState::missing:
        return {"missing", messages()("state.missing"), Tone::no_data};
      case SourceState::not_in_contract:
        break;
    }
    return {"not_in_contract", messages()("state.not_in_contract"), Tone::neutral};
  }

  /// Words for what is missing in front, the rules of the light behind.
  void rate(Section& section, Topic topic) const {
    const SourceFacts& source = source_of(input_.facts, topic);
    if (source.state != SourceState::full)
      section.blocks.insert(section.blocks.begin(),
                            plain(with_capital(missing_text(source, messages()))));
    if (source.state != SourceState::not_in_contract)
      section.blocks.push_back(plain(rule_text(topic, input_.thresholds, messages(), input_.facts)));
  }

  void add(std::vector<Section>& out, const char* id) const {
    const Section* made = find(input_.sections, id);
    std::optional<Topic> topic = topic_of(id);
    bool rated = topic && light_of(content_.lights, *topic);
    if (!made && !rated) return;
    Section section = made ? *made : Section{id, "", {}};
    section.title = messages()(std::string("section.") + id);
    if (rated) rate(section, *topic);
    out.push_back(std::move(section));
  }

  void add_access(std::vector<Section>& out, bool with_access) const {
    bool agreed = source_of(input_.facts, Topic::access).state != SourceState::not_in_contract;
    if (!agreed && input_.access.empty() && !input_.access_withheld) return;
    if (with_access && !input_.access_withheld) {
      for (Section& section : access_sections()) out.push_back(std::move(section));
      return;
    }
    if (input_.access_withheld)
      return out.push_back({"access", messages()("section.access"), {plain(messages()("report.access_withheld"))}});
    if (!light_of(content_.lights, Topic::access)) return;
    Section section{"access", messages()("section.access"), {}};
    rate(section, Topic::access);
    if (!input_.access.empty())
      section.blocks.insert(
          section.blocks.begin(),
          plain(messages()("report.access_elsewhere", {{"file", input_.id().access_book()}})));
    out.push_back(std::move(section));
  }

  const PackageInput& input_;
  const PackageContent& content_;
};

/// Keys of a section's blocks, moved below `above`.
void move_keys(Section& section, const std::string& above) {
  auto move = [&](Key& key) {
    if (!key.empty()) key.insert(key.begin(), above);
  };
  for (Block& block : section.blocks) {
    if (auto* figures = std::get_if<Figures>(&block))
      for (Figure& figure : figures->figures) move(figure.key);
    if (auto* table = std::get_if<Table>(&block)) move(table->key);
    if (auto* grid = std::get_if<Grid>(&block)) {
      move(grid->heads_key);
      move(grid->lines_key);
    }
  }
}

std::string title_of(const PackageInput& input, const PackageContent& content) {
  return content.messages("report.title", {{"month", content.messages.month(input.month)}});
}

Document assembled(const PackageInput& input, const PackageContent& content, bool with_access) {
  Assembler assembler(input, content);
  Document document = assembler.base(title_of(input, content));
  document.sections.push_back(assembler.summary());
  for (Section& section : assembler.sections(with_access))
    document.sections.push_back(std::move(section));
  document.sections.push_back(assembler.sources());
  return document;
}

void leave_list_to_book(Section& section, const std::string& book, const Messages& messages) {
  auto is_list = [](const Block& block) {
    const auto* table = std::get_if<Table>(&block);
    return table && table->key == key("assets");
  };
  if (std::erase_if(section.blocks, is_list) > 0)
    section.blocks.emplace_back(plain(messages("report.assets_elsewhere", {{"file", book}})));
}

/// What explains a change further is on its sheet; the page has who, where, from what to what, and why.
void leave_details_to_book(Section& section) {
  for (Block& block : section.blocks)
    if (auto* table = std::get_if<Table>(&block))
      for (Column& column : table->columns)
        for (const char* name : {"account", "cause", "groups", "below", "comment"})
          if (!column.key.empty() && column.key.back() == name) column.title.clear();
}

}  // namespace

std::string correction_note(const PackageInput& input, const Messages& messages) {
  const char* key = !input.compared ? "corrections.unknown" : input.corrections.empty() ? "corrections.details" : "corrections.note";
  return messages(key, {{"before", input.revision - 1}});
}

PackageContent::PackageContent(const PackageInput& input)
    : messages(input.language),
      lights(lights_of(input.facts, input.thresholds)),
      decisions(decisions_of(input.facts, messages)),
      lead(input.audience == Audience::owners ? access_lead_of(input.facts, decisions, messages)
                                              : lead_of(input.facts, lights, decisions, messages, input.currency)),
      repairs(text_repairs(input.sections)) {
  for (TextRepair& repair : text_repairs(input.access)) repairs.push_back(std::move(repair));
}

Document page_document(const PackageInput& input, const PackageContent& content) {
  Document page = assembled(input, content, true);
  // Hundreds of rows are for a workbook: the page is read in a minute and a half.
  std::erase_if(page.sections, [](const Section& section) {
    return section.id == "all_tickets" || section.id.starts_with("access-people") || section.id.starts_with("access-own");
  });
  for (Section& section : page.sections)
    if (section.id.starts_with("changes") || section.id.starts_with("access-changes")) leave_details_to_book(section);
  for (Section& section : page.sections)
    if (section.id == "assets") leave_list_to_book(section, input.id().book(), content.messages);
  return page;
}

Document report_book(const PackageInput& input, const PackageContent& content) {
  Document book = assembled(input, content, false);
  // On paper the table of all sections stands first, and what it asks for below it.
  std::vector<Block>& blocks = book.sections.front().blocks;
  blocks = {content.lead, topics_table(input, content)};
  if (input.revision > 1) blocks.emplace_back(Assembler(input, content).corrections());
  if (!content.decisions.empty()) blocks.emplace_back(asked_table(content));
  return book;
}

Document access_book(const PackageInput& input, const PackageContent& content) {
  Assembler assembler(input, content);
  Document document = assembler.base(
      input.name + ": " +
      content.messages("access.title", {{"month", content.messages.month(input.month)}}));
  if (!input.access_subtitle.empty()) document.subtitle = input.access_subtitle;
  document.sections = assembler.access_sections();
  return document;
}

Document data_document(const PackageInput& input, const PackageContent& content) {
  Document document;
  document.schema = "client-report/1";
  document.language = input.language;
  document.zone = input.zone;
  document.currency = input.currency;
  document.head = head_figures(input, content);
  for (Figure& figure : fact_figures(input.facts, input.thresholds)) document.head.push_back(std::move(figure));
  Section tables{"summary", "", {light_table(content), decision_table(content)}, true};
  document.sections.push_back(std::move(tables));
  for (const auto* list : {&input.sections, &input.access})
    for (Section section : *list) {
      move_keys(section, section.id);
      document.sections.push_back(std::move(section));
    }
  document.sections.push_back(Assembler(input, content).sources());
  return document;
}

}  // namespace outdesk
