#include "verify/bacula_places.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "base/child_process.hpp"
#include "base/text.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kLongestConfiguration = 4 << 20;
constexpr std::size_t kMostResources = 10'000;

std::string directive_key(std::string_view name) {
  std::string key;
  for (char c : name)
    if (c != ' ' && c != '\t' && c != '_' && c != '-') key += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return key;
}

/// Reads one sign after the other, comments left out; quoted signs come as they are, marked.
class ConfigurationText {
 public:
  explicit ConfigurationText(std::string_view text) : text_(text) {}
  struct Sign {
    char value = 0;
    bool quoted = false;
  };
  std::optional<Sign> next() {
    while (!text_.empty()) {
      char c = text_.front();
      text_.remove_prefix(1);
      if (quoted_ && c == '\\' && !text_.empty()) {
        c = text_.front();
        text_.remove_prefix(1);
        return Sign{c, true};
      }
      if (c == '"') {
        quoted_ = !quoted_;
        continue;
      }
      if (!quoted_ && c == '#') {
        text_.remove_prefix(std::min(text_.find('\n'), text_.size()));
        continue;
      }
      return Sign{c, quoted_};
    }
    return {};
  }

 private:
  std::string_view text_;
  bool quoted_ = false;
};

/// "name = value" of one statement.
void keep_setting(BaculaResource& resource, const std::string& name, const std::string& value, bool assigned) {
  if (assigned && !trimmed(name).empty()) resource.settings.emplace(directive_key(name), std::string(trimmed(value)));
}

std::string_view last_word(std::string_view text) {
  text = trimmed(text);
  std::size_t space = text.find_last_of(" \t");
  return space == text.npos ? text : text.substr(space + 1);
}

}  // namespace

std::vector<BaculaResource> read_bacula_configuration(std::string_view text) {
  std::vector<BaculaResource> resources;
  ConfigurationText signs(text.substr(0, kLongestConfiguration));
  BaculaResource current;
  std::string name, value;
  bool assigned = false;
  int depth = 0;
  auto forget = [&] {
    name.clear();
    value.clear();
    assigned = false;
  };
  while (auto sign = signs.next()) {
    char c = sign->value;
    if (!sign->quoted && c == '{') {
      if (depth++ == 0) current = {directive_key(last_word(name)), {}};
      forget();
    } else if (!sign->quoted && c == '}') {
      if (depth == 1) keep_setting(current, name, value, assigned);
      forget();
      if (depth > 0 && --depth == 0 && resources.size() < kMostResources) resources.push_back(std::move(current));
    } else if (!sign->quoted && (c == ';' || c == '\n')) {
      if (depth == 1) keep_setting(current, name, value, assigned);
      if (depth > 0) forget();
      else name += ' ';
    } else if (!sign->quoted && c == '=' && !assigned) {
      assigned = true;
    } else {
      (assigned ? value : name) += c;
    }
  }
  return resources;
}

std::string read_bacula_text(const std::string& file) {
  Descriptor in(open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  struct stat found {};
  if (!in.open() || fstat(in.get(), &found) != 0 || !S_ISREG(found.st_mode)) return {};
  std::string text(static_cast<std::size_t>(std::min<std::int64_t>(found.st_size, kLongestConfiguration)), '\0');
  ssize_t got = pread(in.get(), text.data(), text.size(), 0);
  text.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  return text;
}

std::vector<std::string> bacula_archive_folders(const std::string& configuration_file) {
  std::vector<std::string> folders;
  for (const BaculaResource& resource : read_bacula_configuration(read_bacula_text(configuration_file))) {
    auto device = resource.settings.find("archivedevice");
    if (resource.kind == "device" && device != resource.settings.end() && device->second.starts_with('/')) folders.push_back(device->second);
  }
  return folders;
}

std::string bacula_catalog_file_of(const std::string& configuration_file) {
  std::string folder, name;
  for (const BaculaResource& resource : read_bacula_configuration(read_bacula_text(configuration_file))) {
    auto setting = [&](const char* key) {
      auto found = resource.settings.find(key);
      return found == resource.settings.end() ? std::string() : found->second;
    };
    if (resource.kind == "director" && folder.empty()) folder = setting("workingdirectory");
    if (resource.kind == "catalog" && name.empty()) name = setting("dbname").empty() ? setting("databasename") : setting("dbname");
  }
  if (folder.empty() || name.empty() || name.find('/') != name.npos) return {};
  std::string file = folder + "/" + name + ".db";
  return is_sqlite_file(file) ? file : "";
}

std::string bacula_quoted(std::string_view text) {
  std::string quoted = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "\"";
}

std::string bacula_bootstrap(const std::vector<const BaculaJobRow*>& links, const std::vector<BaculaStretch>& stretches, const std::map<std::int64_t, std::vector<std::int64_t>>& indexes) {
  std::string text;
  for (const BaculaJobRow* link : links) {
    auto wanted = indexes.find(link->id);
    for (const BaculaStretch& stretch : stretches) {
      if (stretch.job != link->id) continue;
      std::string ranges;
      std::int64_t count = 0;
      auto range = [&](std::int64_t from, std::int64_t to) {
        ranges += "FileIndex=" + std::to_string(from) + (to > from ? "-" + std::to_string(to) : "") + "\n";
        count += to - from + 1;
      };
      if (wanted == indexes.end()) {
        range(stretch.first_index, stretch.last_index);
      } else {  // ascending
        const std::vector<std::int64_t>& all = wanted->second;
        auto at = std::lower_bound(all.begin(), all.end(), stretch.first_index), end = std::upper_bound(at, all.end(), stretch.last_index);
        while (at != end) {
          auto last = at;
          while (last + 1 != end && *(last + 1) == *last + 1) ++last;
          range(*at, *last);
          at = last + 1;
        }
      }
      if (count == 0) continue;
      text += "Volume=" + bacula_quoted(stretch.volume) + "\nMediaType=" + bacula_quoted(stretch.media_type) + "\nVolSessionId=" + std::to_string(link->session) + "\nVolSessionTime=" + std::to_string(link->session_time) +
              "\nVolAddr=" + std::to_string(stretch.start) + "-" + std::to_string(stretch.end) + "\n" + ranges + "Count=" + std::to_string(count) + "\n";
    }
  }
  return text;
}

}  // namespace outdesk
