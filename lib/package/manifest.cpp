#include "package/manifest.hpp"

#include "base/text.hpp"
#include "package/control_totals.hpp"
#include "package/fact_figures.hpp"
#include "package/package_libraries.hpp"
#include "workbook/book.hpp"

namespace outdesk {

namespace {

std::map<std::string, std::string> libraries(const PackageInput& input) {
  std::map<std::string, std::string> all = input.libraries;
  for (const LibraryVersion& library : package_libraries()) all[library.name] = library.version;
  all["libxlsxwriter"] = workbook_library_version();
  return all;
}

Value text_or_null(const std::string& text) { return text.empty() ? Value() : Value(text); }

std::vector<std::string> rule_ids(const PackageContent& content) {
  std::vector<std::string> ids;
  for (const Light& light : content.lights)
    ids.insert(ids.end(), light.rules.begin(), light.rules.end());
  for (const Decision& decision : content.decisions) ids.push_back(decision.rule);
  return ids;
}

Table source_table(const PackageInput& input) {
  Table table;
  table.key = key("sources");
  table.columns = {{key("source"), ""},  {key("from"), ""},   {key("to"), ""},
                   {key("records"), ""}, {key("sha256"), ""}, {key("state"), ""}};
  auto instant = [](const std::optional<Instant>& t) { return t ? Value(*t) : Value(); };
  for (const PackageSource& source : input.sources)
    table.rows.push_back({source.id, instant(source.from), instant(source.to),
                          source.records ? Value(*source.records) : Value(),
                          text_or_null(source.sha256), name_of(source.state)});
  return table;
}

/// What a revision corrects, as it was and is shown.
Table correction_table(const PackageInput& input) {
  Table table;
  table.key = key("corrections");
  table.columns = {{key("what"), ""}, {key("was"), ""}, {key("now"), ""}};
  for (const Correction& one : input.corrections) table.rows.push_back({one.title, one.was, one.now});
  return table;
}

Table file_table(const std::vector<PackageFile>& files) {
  Table table;
  table.key = key("files");
  table.columns = {{key("name"), ""}, {key("bytes"), ""}, {key("sha256"), ""}};
  for (const PackageFile& file : files) table.rows.push_back({file.name, file.bytes, file.sha256});
  return table;
}

bool is_hex_digest(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == text.npos;
}

}  // namespace

Document manifest_document(const PackageInput& input, const PackageContent& content,
                           const std::vector<PackageFile>& files) {
  Document document;
  document.schema = "client-report-manifest/1";
  document.language = input.language;
  document.currency = input.currency;
  document.head = {{key("client"), "", input.client},
                   {key("month"), "", to_text(input.month)},
                   {key("audience"), "", std::string(name_of(input.audience))},
                   {key("revision"), "", input.revision},
                   {key("replaces"), "", text_or_null(input.replaces)},
                   {key("tool"), "", "outdesk " + input.tool_version}};
  for (const auto& [name, version] : libraries(input))
    document.head.push_back({{"libraries", name}, "", version});
  for (Figure figure :
       {Figure{key("timezone"), "", input.zone ? input.zone->name() : "UTC"},
        Figure{key("tzdata"), "", zone_data_version()}, Figure{key("cut_off"), "", input.cut_off},
        Figure{key("state_id"), "", input.state_id},
        Figure{key("journal_head"), "", text_or_null(input.journal_head)},
        Figure{key("previous_manifest"), "", text_or_null(input.previous_manifest)},
        Figure{key("brand_sha256"), "", text_or_null(input.brand.sha256)},
        Figure{key("currency"), "", input.currency}, Figure{key("rules"), "", rule_ids(content)}})
    document.head.push_back(std::move(figure));
  for (ControlTotal& total : control_totals(input.facts))
    document.head.push_back({{"totals", std::move(total.name)}, "", std::move(total.value)});
  document.sections.push_back({"tables", "", {source_table(input), correction_table(input), file_table(files)}, true});
  return document;
}

bool is_plain_file_name(std::string_view name) {
  return !name.empty() && name[0] != '.' && name.find('/') == name.npos && unstorable(name).empty();
}

std::string sums_text(const std::vector<PackageFile>& files) {
  std::string text;
  for (const PackageFile& file : files) text += file.sha256 + "  " + file.name + "\n";
  return text;
}

std::vector<PackageFile> parse_sums(std::string_view text) {
  std::vector<PackageFile> files;
  if (text.empty() || text.back() != '\n') return {};
  text.remove_suffix(1);
  for (std::string_view line : split(text, '\n')) {
    if (line.size() < 67 || line.substr(64, 2) != "  " || !is_hex_digest(line.substr(0, 64)) ||
        !is_plain_file_name(line.substr(66)))
      return {};
    files.push_back({std::string(line.substr(66)), 0, std::string(line.substr(0, 64))});
  }
  return files;
}

}  // namespace outdesk
