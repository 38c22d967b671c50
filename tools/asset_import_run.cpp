// asset import: files of agents, servers and registers become sightings of assets.
#include <dirent.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <memory>

#include "asset/import_assets.hpp"
#include "asset/read_register.hpp"
#include "asset_import.hpp"
#include "asset_verbs.hpp"
#include "base/interrupt.hpp"
#include "base/text.hpp"
#include "client/client_store.hpp"
#include "input/json.hpp"
#include "inventory/read_inventory.hpp"
#include "progress.hpp"
#include "store/store.hpp"
#include "ticket_workbook.hpp"

namespace outdesk {

namespace {

constexpr std::array<std::string_view, 6> kEndings{".xml", ".json", ".ocs", ".gz", ".csv", ".xlsx"};

/// Endings of what a folder is searched for; a file that is named itself may have any.
bool may_be_import(const std::string& name) {
  std::string lower = without_case(name);
  return std::any_of(kEndings.begin(), kEndings.end(), [&](std::string_view ending) { return lower.ends_with(ending); });
}

/// The files of the arguments; of a folder, and of those in it, what may be one, in the order of names.  Links to folders are not
/// followed, and nothing that begins with a dot is looked at.
class FileList {
 public:
  void add(const std::string& path, int depth = 0) {
    std::unique_ptr<DIR, int (*)(DIR*)> folder(::opendir(path.c_str()), ::closedir);
    if (!folder) return files.push_back(path);
    std::vector<std::string> names;
    while (const dirent* entry = ::readdir(folder.get()))
      if (entry->d_name[0] != '.') names.emplace_back(entry->d_name);
    std::sort(names.begin(), names.end());
    for (const auto& name : names) add_inside(path + "/" + name, name, depth);
  }

  std::vector<std::string> files;
  std::size_t left_aside = 0;

 private:
  void add_inside(const std::string& path, const std::string& name, int depth) {
    struct stat info {};
    if (::lstat(path.c_str(), &info) != 0) return;
    if (S_ISDIR(info.st_mode) && depth < kDeepest) add(path, depth + 1);
    else if (may_be_import(name) && ::stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode)) files.push_back(path);
    else ++left_aside;
  }
  static constexpr int kDeepest = 8;
};

Instant changed_at(const std::string& file) {
  struct stat info {};
  return Instant{::stat(file.c_str(), &info) == 0 ? static_cast<std::int64_t>(info.st_mtim.tv_sec) : 0};
}

/// One file's devices, whole: nothing of it is kept where its end is bad.
class FileReader {
 public:
  FileReader(const Options& options, const Zone& zone) : zone_(zone), at_(options.instant("at")) {
    if (auto map = options.maybe("map")) mapping_ = load_register_mapping(*map);
  }

  std::vector<Sighted> read(const std::string& file, std::vector<std::string>& notes) const {
    if (!mapping_ && begins_as_inventory(file)) return inventory(file, notes);
    return register_rows(file, mapping_ ? *mapping_ : load_register_mapping("standard"), notes);
  }

 private:
  std::vector<Sighted> inventory(const std::string& file, std::vector<std::string>& notes) const {
    std::vector<Sighted> found;
    Instant at = at_.value_or(changed_at(file));
    InventoryReceipt receipt = read_inventory(file, zone_, [&](SeenDevice device) { found.push_back({std::move(device), at, ""}); });
    for (auto& sighted : found) sighted.source = receipt.form;
    bool undated = !at_ && std::any_of(found.begin(), found.end(), [](const Sighted& sighted) { return !sighted.device.seen; });
    if (undated) notes.push_back(file_name_of(file) + ": does not say when it was made: taken as seen when the file was changed, " + to_text(at));
    for (const auto& note : receipt.notes) notes.push_back(file_name_of(file) + ": " + note);
    return found;
  }

  std::vector<Sighted> register_rows(const std::string& file, const RegisterMapping& mapping, std::vector<std::string>& notes) const {
    std::string bytes = read_file(file, kLargestRegister), name = file_name_of(file);
    std::vector<CellTable> tables;
    if (begins_as_workbook(bytes)) tables = read_workbook_tables(bytes, name);
    else tables = {read_csv_table(bytes, name)};
    std::vector<Sighted> found;
    Instant at = at_.value_or(changed_at(file));
    if (tables.size() == 1 && tables.front().rows.empty()) throw InputError(name, 0, "is empty", "a register has a row of headings and a row for each thing");
    for (const CellTable& table : tables) {
      if (table.rows.empty()) continue;
      RegisterRows rows = devices_of(table, mapping);
      notes.insert(notes.end(), rows.notes.begin(), rows.notes.end());
      if (tables.size() > 1) notes.push_back(name + ", sheet " + in_quotes(table.sheet) + ": " + std::to_string(rows.devices.size()) + " things");
      for (SeenDevice& device : rows.devices) found.push_back({std::move(device), at, "register"});
    }
    return found;
  }

  static constexpr std::size_t kLargestRegister = 64u << 20;
  const Zone& zone_;
  std::optional<Instant> at_;
  std::optional<RegisterMapping> mapping_;
};

Exit import_files(Context& context, const Options& options) {
  FileList list;
  for (const auto& path : options.list("FILE")) list.add(path);
  const std::vector<std::string>& files = list.files;
  if (files.empty()) throw UsageError("there is no file to import", "name files, or a folder that has some: " + join({kEndings.begin(), kEndings.end()}, ", "));
  SightingKeeper keeper(context, options);
  if (list.left_aside > 0) keeper.take({}, {std::to_string(list.left_aside) + " files of the folders left aside: their names end otherwise than " + join({kEndings.begin(), kEndings.end()}, ", ")});
  FileReader reader(options, keeper.zone());
  Progress progress(context, "files");
  std::vector<std::string> refused;
  for (std::size_t i = 0; i < files.size(); ++i) {
    stop_where_asked();
    progress.show(i, files.size());
    try {
      std::vector<std::string> notes;
      std::vector<Sighted> sighted = reader.read(files[i], notes);
      keeper.take(std::move(sighted), std::move(notes));
    } catch (const InputError& error) {
      if (files.size() == 1) throw;
      refused.push_back(std::string(error.what()) + (error.next_step().empty() ? "" : "; " + error.next_step()));
    }
  }
  return keeper.finish(files.size(), refused);
}

}  // namespace

Exit run_asset_import(Context& context, const Options& options) {
  if (options.has("zabbix")) return import_zabbix(context, options);
  stop_in_order();
  return options.has("ocs") ? import_ocs(context, options) : import_files(context, options);
}

}  // namespace outdesk
