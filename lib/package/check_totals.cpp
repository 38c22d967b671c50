#include "package/check_totals.hpp"

#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

#include "base/text.hpp"
#include "package/control_totals.hpp"
#include "package/package_folder.hpp"
#include "workbook/read_xlsx.hpp"

namespace outdesk {

namespace {

class TotalChecker {
 public:
  TotalChecker(const std::string& folder, const PackageId& id, const Json& manifest)
      : folder_(folder), id_(id), manifest_(manifest), data_(read_json_file(folder + "/" + id.data())),
        messages_(data_.at("language") == "ru" ? Language::ru : Language::en) {
    shown_.language = messages_.language();
    shown_.currency = data_.at("currency").get<std::string>();
  }

  std::vector<std::string> defects() {
    for (const char* member : {"client", "month", "audience", "state_id", "cut_off"})
      if (data_.at(member) != manifest_.at(member)) add(id_.data(), std::string("and the manifest disagree about ") + member);
    totals_ = control_totals(manifest_.value("totals", Json::object()));  // absent where no topic has data, which is checked below
    for (const ControlTotal& total : totals_) check_data(total);
    for (const ControlTotal& known : all_control_totals())
      if (data_.at("facts").value(name_of(known.topic), Json::object()).contains(known.fact) && !total(known.name.c_str())) add(kManifestFile, "has no total " + in_quotes(known.name));
    recount();
    check_page();
    if (id_.has_book()) check_book();
    return std::move(defects_);
  }

 private:
  void add(const std::string& name, const std::string& what) { defects_.push_back(in_quotes(name) + " " + what); }
  void add_total(const std::string& name, const ControlTotal& total) {
    add(name, "and the manifest disagree about the total " + in_quotes(total.name));
  }

  void check_data(const ControlTotal& total) {
    if (data_.at("facts").at(name_of(total.topic)).at(total.fact) != manifest_.at("totals").at(total.name)) add_total(id_.data(), total);
  }

  /// Rows at a path of data.json; nothing where it has none.
  static std::optional<std::int64_t> rows_at(const Json& above, const char* name) {
    auto list = above.find(name);
    if (list == above.end() || !list->is_array()) return {};
    return static_cast<std::int64_t>(list->size());
  }

  const ControlTotal* total(const char* name) const {
    for (const ControlTotal& one : totals_)
      if (one.name == name) return &one;
    return nullptr;
  }

  void check_count(const char* name, std::optional<std::int64_t> rows, const char* what) {
    const ControlTotal* told = total(name);
    if (told && rows && !(told->value == Value(*rows)))
      add(id_.data(), "lists " + std::to_string(*rows) + " " + what + ", and the total " + in_quotes(name) + " is another");
  }

  void recount() {
    std::optional<std::int64_t> folders;
    for (const auto& [section, content] : data_.items())
      if (section == "access" || section.starts_with("access-"))
        if (auto rows = content.is_object() ? rows_at(content, "folders") : std::nullopt) folders = folders.value_or(0) + *rows;
    if (!folders || data_.contains("access")) check_count("folders", folders, "folders");
    auto tickets = data_.find("tickets");
    if (tickets == data_.end() || !tickets->contains("credits")) return;
    std::int64_t sum = 0;
    bool fits = true;
    for (const Json& line : tickets->at("credits").at("lines")) fits = fits && !__builtin_add_overflow(sum, line.at("credit_minor").get<std::int64_t>(), &sum);
    if (const ControlTotal* credit = total("credit_minor"); credit && !(fits && credit->value == Value(Money{sum})))
      add(id_.data(), "has credits whose sum is not the total 'credit_minor'");
  }

  static std::string escaped(const std::string& text) {
    return replaced(replaced(replaced(text, "&", "&amp;"), "<", "&lt;"), ">", "&gt;");
  }

  void check_page() {
    std::string page = read_package_file(folder_ + "/" + id_.page());
    for (const ControlTotal& total : totals_) {
      std::string title = messages_("total." + total.name), value = shown_total(total.value, shown_);
      if (page.find("<dt>" + escaped(title) + "</dt><dd><span class=\"value\">" + escaped(value) + "</span>") == page.npos) add_total(id_.page(), total);
    }
  }

  /// "0.5" as "43200"; empty for what is no number of days.
  static std::string seconds_of_days(const std::string& text) {
    double days = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), days);
    constexpr double kMost = 1e6;
    if (error != std::errc() || end != text.data() + text.size() || !(std::abs(days) < kMost)) return {};
    return std::to_string(std::llround(days * kDay));
  }

  /// The number beside a title on the sheet of sources; lengths of time are days there.
  static std::string number_beside(const SheetTable& sheet, const std::string& title, bool length) {
    for (const auto& row : sheet.rows)
      for (std::size_t i = 0; i < row.size(); ++i) {
        if (row[i] != title) continue;
        std::size_t next = i + 1;
        while (next < row.size() && row[next].empty()) ++next;
        if (next == row.size()) return {};
        return length ? seconds_of_days(row[next]) : row[next];
      }
    return {};
  }

  void check_book() {
    std::string path = folder_ + "/" + id_.book();
    std::vector<SheetTable> sheets = read_xlsx(read_package_file(path), path);
    auto sheet = [&](const std::string& title) {
      auto found = std::find_if(sheets.begin(), sheets.end(), [&](const SheetTable& s) { return s.name == title; });
      return found == sheets.end() ? nullptr : &*found;
    };
    const SheetTable* sources = sheet(messages_("section.sources"));
    for (const ControlTotal& total : totals_) {
      bool length = std::holds_alternative<Seconds>(total.value);
      if (!sources || number_beside(*sources, messages_("total." + total.name), length) != cell_total(total.value)) add_total(id_.book(), total);
    }
    auto listed = data_.find("all_tickets");
    if (listed == data_.end()) return;
    std::set<std::string> tickets;
    for (const Json& ticket : listed->at("tickets")) tickets.insert(ticket.at("ticket").get<std::string>());
    if (const SheetTable* all = sheet(messages_("section.all_tickets")))
      for (const auto& row : all->rows)
        if (!row.empty()) tickets.erase(row[0]);
    if (!tickets.empty()) add(id_.book(), "does not list every request of " + in_quotes(id_.data()) + ": " + in_quotes(*tickets.begin()) + " is missing");
  }

  const std::string& folder_;
  const PackageId& id_;
  const Json& manifest_;
  Json data_;
  Messages messages_;
  Document shown_;
  std::vector<ControlTotal> totals_;
  std::vector<std::string> defects_;
};

}  // namespace

std::vector<std::string> total_defects(const std::string& folder, const PackageId& id, const Json& manifest) {
  return TotalChecker(folder, id, manifest).defects();
}

}  // namespace outdesk
