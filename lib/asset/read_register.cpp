#include "asset/read_register.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/shipped.hpp"
#include "base/text.hpp"

namespace outdesk {

namespace {

constexpr std::array<std::string_view, 20> kRegisterFields{"key", "name", "kind", "serial", "uuid", "mac", "manufacturer", "model", "tag", "os",
                                                           "ip", "user", "department", "place", "state", "quantity", "warranty", "expires", "note", "depends_on"};
/// One of these must be there: a row needs something to be known by.
constexpr std::array<std::string_view, 3> kNaming{"key", "name", "serial"};

template <class Named>
std::map<std::string, Named> read_words(const JsonNode& node, std::optional<Named> (*named)(std::string_view), const std::string& known) {
  std::map<std::string, Named> words;
  for (const auto& [word, meaning] : node.members()) {
    auto value = named(meaning.text());
    if (!value) meaning.fail("must be one of " + known + ", not " + in_quotes(meaning.text()));
    words[without_case(word)] = *value;
  }
  return words;
}

/// The columns of a table, by the fields of the mapping.
class RegisterTable {
 public:
  RegisterTable(const CellTable& table, const RegisterMapping& mapping) : table_(table), mapping_(mapping) {
    std::vector<Heading> headings;
    for (std::string_view field : kRegisterFields) headings.push_back(heading(field));
    for (std::string_view naming : kNaming) {
      std::vector<Heading> wanted = headings;
      for (std::size_t i = 0; i < wanted.size(); ++i) wanted[i].required = kRegisterFields[i] == naming && !wanted[i].names.empty();
      if (heading(naming).names.empty() || !has_headings(table, wanted)) continue;
      found_ = find_headings(table, wanted);
      return;
    }
    std::vector<std::string> titles;
    for (std::string_view naming : kNaming)
      if (auto names = heading(naming).names; !names.empty()) titles.push_back(in_quotes(names.front()));
    table.fail(0, "is no register: it has no row of headings with " + join(titles, ", ") + " or the like", "name the columns in the first row, or give --map with a mapping of your own; a list of problems from Zabbix goes with --zabbix");
  }

  std::size_t first() const { return found_.row + 1; }

  /// Titles of the row of headings that the mapping does not name.
  std::vector<std::string> unread() const {
    std::vector<std::string> titles;
    for (std::size_t column = 0; column < table_.rows[found_.row].size(); ++column)
      if (std::string title = table_.cell(found_.row, column); !title.empty() && std::find(found_.columns.begin(), found_.columns.end(), column) == found_.columns.end()) titles.push_back(in_quotes(title));
    return titles;
  }

  std::string at(std::size_t row, std::string_view field) const {
    std::size_t place = static_cast<std::size_t>(std::find(kRegisterFields.begin(), kRegisterFields.end(), field) - kRegisterFields.begin());
    return found_.columns[place] == kNoColumn ? "" : table_.cell(row, found_.columns[place]);
  }

 private:
  Heading heading(std::string_view field) const {
    Heading heading{{}, false};
    if (auto titles = mapping_.columns.find(std::string(field)); titles != mapping_.columns.end())
      for (const auto& title : titles->second) heading.names.emplace_back(title);
    return heading;
  }

  const CellTable& table_;
  const RegisterMapping& mapping_;
  HeadingRow found_;
};

std::vector<std::string> listed(const std::string& cell) {
  std::vector<std::string> items;
  const std::string commas = replaced(replaced(cell, ";", ","), "\n", ",");
  for (std::string_view line : split(commas, ','))
    if (!trimmed(line).empty()) items.emplace_back(trimmed(line));
  return items;
}

/// "31.12.2026", "2026-12-31", and either with a time behind it.
std::optional<Date> register_date(const std::string& cell) {
  std::string_view day = std::string_view(cell).substr(0, cell.find_first_of(" T"));
  auto parts = split(day, '.');
  if (parts.size() != 3) return parse_date(day);
  auto padded = [](std::string_view part) { return part.size() == 1 ? "0" + std::string(part) : std::string(part); };
  return parse_date(std::string(parts[2]) + "-" + padded(parts[1]) + "-" + padded(parts[0]));
}

/// What tells a row from the others: its number, else its serial number, else its name.
std::string known_by(const SeenDevice& device) {
  if (!device.key.empty()) return "number " + without_case(device.key);
  return device.serial.empty() ? "name " + without_case(device.name) : "serial " + without_case(device.serial);
}

/// Two rows that nothing tells apart would be one thing, and one of them lost.
[[noreturn]] void fail_twice(const CellTable& table, std::size_t row, const SeenDevice& device, long other) {
  std::string what = !device.key.empty() ? "the number " + in_quotes(device.key) : !device.serial.empty() ? "the serial number " + in_quotes(device.serial) : "the name " + in_quotes(device.name);
  table.fail(row, what + " stands in row " + std::to_string(other) + " already", device.key.empty() ? "give every thing a number of its own, or one row with a quantity" : "give every thing a number of its own");
}

bool is_filled(const std::vector<std::string>& cells) {
  return std::any_of(cells.begin(), cells.end(), [](const std::string& cell) { return !trimmed(cell).empty(); });
}

class RowReader {
 public:
  RowReader(const CellTable& table, const RegisterMapping& mapping) : table_(table), mapping_(mapping), columns_(table, mapping) {}

  std::size_t first() const { return columns_.first(); }
  std::vector<std::string> unread() const { return columns_.unread(); }

  SeenDevice device(std::size_t row) const {
    SeenDevice device;
    auto cell = [&](const char* field) { return columns_.at(row, field); };
    for (auto [text, field] : {std::pair{&device.key, "key"}, {&device.name, "name"}, {&device.serial, "serial"}, {&device.uuid, "uuid"}, {&device.manufacturer, "manufacturer"}, {&device.model, "model"}, {&device.tag, "tag"},
                               {&device.os, "os"}, {&device.user, "user"}, {&device.department, "department"}, {&device.place, "place"}, {&device.note, "note"}}) *text = cell(field);
    device.macs = listed(cell("mac"));
    device.ips = listed(cell("ip"));
    device.depends_on = listed(cell("depends_on"));
    device.kind = word(row, "kind", mapping_.kinds, asset_kind_named, asset_kind_list());
    if (!device.kind) device.kind = mapping_.kind;
    device.state = word(row, "state", mapping_.states, asset_state_named, asset_state_list());
    device.quantity = quantity(row);
    device.warranty = date(row, "warranty");
    device.expires = date(row, "expires");
    device.registered = mapping_.agreed;
    device.where = table_.file + (table_.sheet.empty() ? "" : ", sheet " + in_quotes(table_.sheet)) + ", row " + std::to_string(table_.numbers[row]);
    return device;
  }

 private:
  template <class Named>
  std::optional<Named> word(std::size_t row, const char* field, const std::map<std::string, Named>& words, std::optional<Named> (*named)(std::string_view), const std::string& known) const {
    std::string text = columns_.at(row, field);
    if (text.empty()) return {};
    if (auto found = words.find(without_case(text)); found != words.end()) return found->second;
    if (auto value = named(without_case(text))) return value;
    table_.fail(row, "the " + std::string(field) + " " + in_quotes(text) + " is not known", "write one of " + known + ", or add the word to '" + field + "s' of a mapping (--map)");
  }

  std::optional<std::int64_t> quantity(std::size_t row) const {
    std::string text = columns_.at(row, "quantity");
    if (text.empty()) return {};
    auto count = parse_count(text);
    if (!count) table_.fail(row, "the quantity " + in_quotes(text) + " is not a whole number");
    return count;
  }

  std::optional<Date> date(std::size_t row, const char* field) const {
    std::string text = columns_.at(row, field);
    if (text.empty()) return {};
    auto day = register_date(text);
    if (!day) table_.fail(row, "the date " + in_quotes(text) + " is not a day", "write 2026-12-31 or 31.12.2026");
    return day;
  }

  const CellTable& table_;
  const RegisterMapping& mapping_;
  RegisterTable columns_;
};

}  // namespace

RegisterMapping read_register_mapping(const JsonNode& file) {
  file.only({"outdesk", "title", "columns", "kinds", "states", "kind", "agreed"});
  if (std::string schema = file.at("outdesk").text(); schema != "register-mapping/1") file.at("outdesk").fail("this program reads \"register-mapping/1\", not " + in_quotes(schema));
  RegisterMapping mapping;
  if (auto title = file.find("title")) mapping.title = title->text();
  for (const auto& [field, titles] : file.at("columns").members()) {
    if (std::find(kRegisterFields.begin(), kRegisterFields.end(), field) == kRegisterFields.end()) titles.fail("is no field of a register", "there are: " + join({kRegisterFields.begin(), kRegisterFields.end()}, ", "));
    for (const auto& title : titles.items()) mapping.columns[field].push_back(title.text());
  }
  if (auto kinds = file.find("kinds")) mapping.kinds = read_words(*kinds, asset_kind_named, asset_kind_list());
  if (auto states = file.find("states")) mapping.states = read_words(*states, asset_state_named, asset_state_list());
  if (auto kind = file.find("kind")) {
    mapping.kind = asset_kind_named(kind->text());
    if (!mapping.kind) kind->fail("must be one of " + asset_kind_list());
  }
  if (auto agreed = file.find("agreed")) mapping.agreed = agreed->boolean();
  return mapping;
}

RegisterMapping load_register_mapping(const std::string& name_or_path) {
  if (auto shipped = shipped_file("register/" + name_or_path + ".json")) {
    Json json = parse_json(*shipped, name_or_path);
    return read_register_mapping(JsonNode(json, name_or_path));
  }
  std::vector<std::string> known;
  for (const auto& file : shipped_files("register/")) known.push_back(file.substr(9, file.size() - 14));
  if (name_or_path.find_first_of("./") == std::string::npos) throw NotFound("there is no mapping " + in_quotes(name_or_path), "shipped are: " + join(known, ", ") + "; a file of your own is given by its path");
  JsonFile file(name_or_path);
  return read_register_mapping(file.node());
}

RegisterRows devices_of(const CellTable& table, const RegisterMapping& mapping) {
  RowReader reader(table, mapping);
  RegisterRows found;
  std::string place = table.file + (table.sheet.empty() ? "" : ", sheet " + in_quotes(table.sheet));
  if (auto titles = reader.unread(); !titles.empty()) found.notes.push_back(place + ": columns that are not read: " + join(titles, ", "));
  std::map<std::string, std::size_t> keys;
  std::vector<std::string> left_out;
  for (std::size_t row = reader.first(); row < table.rows.size(); ++row) {
    SeenDevice device = reader.device(row);
    bool nothing = device.key.empty() && device.serial.empty() && (device.name.empty() || !device.kind);
    if (nothing && is_filled(table.rows[row])) left_out.push_back(std::to_string(table.numbers[row]));
    if (nothing) continue;
    if (auto [other, fresh] = keys.emplace(known_by(device), row); !fresh) fail_twice(table, row, device, table.numbers[other->second]);
    found.devices.push_back(std::move(device));
  }
  if (!left_out.empty()) found.notes.push_back(place + ": rows left out, which have no number, no serial number, and not both name and kind: " + join(left_out, ", "));
  if (found.devices.empty()) table.fail(reader.first(), "no row below the headings names a thing", "a row needs a number, a serial number, or a name and a kind");
  return found;
}

}  // namespace outdesk
