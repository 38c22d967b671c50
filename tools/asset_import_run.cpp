// asset import: files of agents, servers and registers become sightings of assets.
#include <dirent.h>
#include <sys/stat.h>

#include <algorithm>
#include <fstream>
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

/// The files of the arguments: of a folder, those in it that do not begin with a dot, in the order of their names.
std::vector<std::string> files_of(const std::vector<std::string>& arguments) {
  std::vector<std::string> files;
  for (const auto& path : arguments) {
    std::unique_ptr<DIR, int (*)(DIR*)> folder(::opendir(path.c_str()), ::closedir);
    if (!folder) {
      files.push_back(path);
      continue;
    }
    std::vector<std::string> inside;
    while (const dirent* entry = ::readdir(folder.get())) {
      struct stat info {};
      std::string file = path + "/" + entry->d_name;
      if (entry->d_name[0] != '.' && ::stat(file.c_str(), &info) == 0 && S_ISREG(info.st_mode)) inside.push_back(file);
    }
    std::sort(inside.begin(), inside.end());
    files.insert(files.end(), inside.begin(), inside.end());
  }
  return files;
}

Instant changed_at(const std::string& file) {
  struct stat info {};
  return Instant{::stat(file.c_str(), &info) == 0 ? static_cast<std::int64_t>(info.st_mtim.tv_sec) : 0};
}

/// Whether it begins as a document of an agent or a server does: XML, JSON, or either packed.
bool begins_as_inventory(const std::string& file) {
  char head[4] = {};
  std::ifstream in(file, std::ios::binary);
  in.read(head, sizeof head);
  std::string_view bytes(head, static_cast<std::size_t>(in.gcount()));
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  std::string_view start = trimmed(bytes);
  bool packed = bytes.starts_with("\x1F\x8B") || (bytes.size() > 1 && bytes[0] == '\x78' && std::string_view("\x01\x5E\x9C\xDA").find(bytes[1]) != std::string_view::npos);  // gzip, zlib
  return start.starts_with("<") || start.starts_with("{") || packed;
}

/// One file's devices, whole: nothing of it is kept where its end is bad.
class FileReader {
 public:
  FileReader(const Options& options, const Zone& zone) : zone_(zone), at_(options.instant("at")) {
    if (auto map = options.maybe("map")) mapping_ = load_register_mapping(*map);
  }

  std::vector<Sighted> read(const std::string& file, std::vector<std::string>& notes) const {
    if (!mapping_ && begins_as_inventory(file)) return inventory(file, notes);
    return register_rows(file, mapping_ ? *mapping_ : load_register_mapping("standard"));
  }

 private:
  std::vector<Sighted> inventory(const std::string& file, std::vector<std::string>& notes) const {
    std::vector<Sighted> found;
    Instant at = at_.value_or(changed_at(file));
    InventoryReceipt receipt = read_inventory(file, zone_, [&](SeenDevice device) { found.push_back({std::move(device), at, ""}); });
    for (auto& sighted : found) {
      sighted.source = receipt.form;
      if (sighted.device.where.empty()) sighted.device.where = file_name_of(file);
    }
    for (const auto& note : receipt.notes) notes.push_back(file_name_of(file) + ": " + note);
    return found;
  }

  std::vector<Sighted> register_rows(const std::string& file, const RegisterMapping& mapping) const {
    std::string bytes = read_file(file, kLargestRegister), name = file_name_of(file);
    std::vector<CellTable> tables;
    if (begins_as_workbook(bytes)) tables = read_workbook_tables(bytes, name);
    else tables = {read_csv_table(bytes, name)};
    std::vector<Sighted> found;
    Instant at = at_.value_or(changed_at(file));
    for (const CellTable& table : tables)
      if (!table.rows.empty())
        for (SeenDevice& device : devices_of(table, mapping)) found.push_back({std::move(device), at, "register"});
    return found;
  }

  static constexpr std::size_t kLargestRegister = 64u << 20;
  const Zone& zone_;
  std::optional<Instant> at_;
  std::optional<RegisterMapping> mapping_;
};

Exit import_files(Context& context, const Options& options) {
  std::vector<std::string> files = files_of(options.list("FILE"));
  if (files.empty()) throw UsageError("there is no file to import", "name files, or a folder that has some");
  SightingKeeper keeper(context, options);
  FileReader reader(options, keeper.zone());
  Progress progress(context, "files");
  std::vector<std::string> refused;
  for (std::size_t i = 0; i < files.size(); ++i) {
    stop_where_asked();
    progress.show(i, files.size());
    try {
      std::vector<std::string> notes;
      keeper.take(reader.read(files[i], notes), std::move(notes));
    } catch (const InputError& error) {
      if (files.size() == 1) throw;
      refused.push_back(std::string(error.what()) + (error.next_step().empty() ? "" : "; " + error.next_step()));
    }
  }
  return keeper.finish(files.size(), refused);
}

}  // namespace

Exit run_asset_import(Context& context, const Options& options) {
  bool files = !options.list("FILE").empty();
  int sources = files + options.has("zabbix") + options.has("ocs");
  if (sources != 1) throw UsageError("one source is imported at a time", "name files, or give --ocs or --zabbix");
  if (options.has("zabbix")) return import_zabbix(context, options);
  stop_in_order();
  return files ? import_files(context, options) : import_ocs(context, options);
}

}  // namespace outdesk
