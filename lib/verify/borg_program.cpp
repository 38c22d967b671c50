#include "verify/borg_program.hpp"

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <iterator>

#include "base/error.hpp"
#include "base/text.hpp"
#include "input/json.hpp"
#include "output/atomic_file.hpp"

namespace outdesk {

namespace {

constexpr std::size_t kLargestSmallFile = 4u << 20;

void make_link(const std::string& target, const std::string& name) {
  if (::symlink(target.c_str(), name.c_str()) != 0) throw WriteError("cannot make " + in_quotes(name) + ": " + std::strerror(errno), "choose another place with --scratch");
}

void make_folder(const std::string& folder) {
  if (::mkdir(folder.c_str(), 0700) != 0) throw WriteError("cannot make " + in_quotes(folder) + ": " + std::strerror(errno), "choose another place with --scratch");
}

std::int64_t size_of(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 ? info.st_size : -1;
}

/// "index.17" is 17.
std::optional<std::int64_t> number_after(std::string_view name, std::string_view start) {
  if (!name.starts_with(start)) return {};
  return parse_count(name.substr(start.size()));
}

/// Where keys of repositories lie that do not hold them: as borg looks for them when it is called by hand.
std::string keys_folder() {
  auto set = [](const char* name) { const char* value = std::getenv(name); return std::string(value ? value : ""); };
  if (!set("BORG_KEYS_DIR").empty()) return set("BORG_KEYS_DIR");
  if (!set("BORG_CONFIG_DIR").empty()) return set("BORG_CONFIG_DIR") + "/keys";
  if (!set("BORG_BASE_DIR").empty()) return set("BORG_BASE_DIR") + "/.config/borg/keys";
  if (!set("XDG_CONFIG_HOME").empty()) return set("XDG_CONFIG_HOME") + "/borg/keys";
  std::string home = set("HOME");
  const passwd* user = home.empty() ? ::getpwuid(::geteuid()) : nullptr;
  if (user && user->pw_dir) home = user->pw_dir;
  return home + "/.config/borg/keys";
}

}  // namespace

void require_speakable(const std::string& archive) {
  if (archive.find_first_of("{}/") != archive.npos)
    refuse_repository(Fault::access_denied, Verdict::unknown, "borg cannot be asked for an archive of the name " + in_quotes(archive) + ": give it another with 'borg rename'");
}

BorgProgram::BorgProgram(const BackupJob& job, const VerifyDesk& desk) : job_(job), desk_(desk), remote_(is_remote_borg(job.where)) {
  place_ = remote_ ? job.where : local_place(job.where);
}

BorgProgram::~BorgProgram() {
  std::error_code ignored;
  if (!ours_.empty()) std::filesystem::remove_all(ours_, ignored);  // links are removed, not followed
}

void BorgProgram::require_ready() {
  if (!repository_.empty()) return;
  if (!remote_) look_at_folder();
  program_ = find_program("borg");
  if (program_.empty()) refuse_repository(Fault::tool_missing, Verdict::unknown, "the program borg is not installed: install the package borgbackup", CheckLevel::freshness);
  password_ = repository_password(job_);
  if (desk_.scratch.find_first_of("{}") != std::string::npos)
    refuse_repository(Fault::access_denied, Verdict::unknown, "borg takes braces in the name of the scratch folder " + in_quotes(desk_.scratch) + " for placeholders: choose another with --scratch");
  ours_ = made_folder(desk_.scratch, "borg");
  make_folder(ours_ + "/base");
  if (!remote_) make_shadow();
  repository_ = remote_ ? place_ : ours_ + "/repository";
}

void BorgProgram::look_at_folder() {
  require_folder(place_, "borg");
  Presence config = presence_of(place_ + "/config"), data = presence_of(place_ + "/data");
  if (config == Presence::missing && data == Presence::missing) refuse_repository(Fault::bad_magic, Verdict::fail, in_quotes(place_) + " is not a borg repository");
  if (config == Presence::missing) refuse_repository(Fault::catalog_missing, Verdict::fail, "the repository's file 'config' is gone, and with it its key: take it from another copy of the repository");
  if (config == Presence::empty) refuse_repository(Fault::truncated, Verdict::fail, "the repository's file 'config' is empty, and its key gone: take it from another copy of the repository");
  try {
    if (read_file(place_ + "/config", kLargestSmallFile).find("[repository]") == std::string::npos) refuse_repository(Fault::bad_magic, Verdict::fail, in_quotes(place_) + " is not a borg repository: its file 'config' is of another kind");
  } catch (const InputError& error) {
    refuse_repository(Fault::access_denied, Verdict::unknown, error.what());
  }
  require_readable_below(place_ + "/data");
  if (data != Presence::there) refuse_repository(Fault::volume_missing, Verdict::fail, "the repository's folder 'data' is gone or empty, and all contents with it");
}

void BorgProgram::make_shadow() {
  std::string shadow = ours_ + "/repository";
  make_folder(shadow);
  make_folder(shadow + "/data");
  for (const std::string& name : names_of_folder(place_)) {
    bool small = name == "config" || name == "README" || name == "nonce";
    bool shared = name.starts_with("index.") || name.starts_with("hints.") || name.starts_with("integrity.");
    if (small) {
      try {
        write_file_atomically(shadow + "/" + name, 0600, read_file(place_ + "/" + name, kLargestSmallFile));
      } catch (const InputError& error) {
        refuse_repository(Fault::access_denied, Verdict::unknown, error.what());
      }
    } else if (shared) {
      make_link(place_ + "/" + name, shadow + "/" + name);
    }
  }
  std::string last;
  for (const Segment& segment : segments()) {
    std::string folder = shadow + "/" + segment.path.substr(0, segment.path.rfind('/'));
    if (folder != last && size_of(folder) < 0) make_folder(folder);
    last = folder;
    make_link(place_ + "/" + segment.path, shadow + "/" + segment.path);
  }
}

std::vector<BorgProgram::Segment> BorgProgram::segments() const {
  std::vector<Segment> found;
  for (const std::string& group : names_of_folder(place_ + "/data")) {
    if (!parse_count(group)) continue;
    std::string folder = "data/" + group;
    if (::access((place_ + "/" + folder).c_str(), R_OK | X_OK) != 0) refuse_repository(Fault::access_denied, Verdict::unknown, "cannot read " + in_quotes(place_ + "/" + folder) + ": " + std::strerror(errno));
    for (const std::string& name : names_of_folder(place_ + "/" + folder))
      if (auto number = parse_count(name)) found.push_back({*number, folder + "/" + name});
  }
  std::sort(found.begin(), found.end(), [](const Segment& a, const Segment& b) { return a.number < b.number; });
  return found;
}

std::int64_t BorgProgram::newest_index() const {
  std::int64_t newest = -1;
  for (const std::string& name : names_of_folder(place_)) newest = std::max(newest, number_after(name, "index.").value_or(-1));
  return newest;
}

std::vector<std::pair<std::string, std::string>> BorgProgram::environment(bool escaped) const {
  std::vector<std::pair<std::string, std::string>> set = {{"BORG_BASE_DIR", ours_ + "/base"},
                                                          {"BORG_REPO", repository_},
                                                          {"BORG_PASSPHRASE", password_.value.value_or("")},  // it would ask a terminal
                                                          {"BORG_RELOCATED_REPO_ACCESS_IS_OK", "yes"},
                                                          {"BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK", "yes"},
                                                          {"BORG_EXIT_CODES", "legacy"},
                                                          {"PYTHONDONTWRITEBYTECODE", "1"},
                                                          {"TMPDIR", desk_.scratch}};
  if (escaped) set.emplace_back("PYTHONIOENCODING", "unicode_escape");
  std::error_code ignored;
  if (std::filesystem::is_directory(keys_folder(), ignored)) set.emplace_back("BORG_KEYS_DIR", keys_folder());
  auto ours = handed_on({"BORG_KEY_FILE", "SSH_AUTH_SOCK", "BORG_RSH", "BORG_REMOTE_PATH"});
  if (std::none_of(ours.begin(), ours.end(), [](const auto& one) { return one.first == "BORG_RSH"; })) set.emplace_back("BORG_RSH", "ssh -oBatchMode=yes");
  set.insert(set.end(), ours.begin(), ours.end());
  return set;
}

ProgramResult BorgProgram::run(const Order& order) {
  ProgramCall call;
  call.program = program_;
  call.arguments = {"--log-json", "--bypass-lock"};
  if (tool_.empty()) call.arguments.push_back("--show-version");
  call.arguments.insert(call.arguments.end(), order.arguments.begin(), order.arguments.end());
  call.environment = environment(order.escaped);
  call.folder = order.folder;
  call.deadline = desk_.deadline;
  call.on_output = order.take;
  ProgramResult result = run_program(call);
  if (tool_.empty()) tool_ = borg_version(read_borg_log(result.err));
  return result;
}

bool BorgProgram::older_than(int major, int minor) const {
  auto numbers = split(std::string_view(tool_).substr(std::min<std::size_t>(tool_.size(), 5)), '.');
  if (numbers.size() < 2) return false;
  std::pair<std::int64_t, std::int64_t> version = {parse_count(numbers[0]).value_or(major), parse_count(numbers[1]).value_or(minor)};
  return version < std::pair<std::int64_t, std::int64_t>(major, minor);
}

RepositoryTroubles BorgProgram::troubles_of(const ProgramResult& result, BorgCall call) const {
  BorgTroubles troubles = borg_troubles(result, call);
  refine(troubles);
  return std::move(troubles.found);
}

ProgramResult BorgProgram::asked(const Order& order, RepositoryTroubles* warnings) {
  ProgramResult result = run(order);
  RepositoryTroubles troubles = troubles_of(result, order.call);
  bool bad = std::any_of(troubles.begin(), troubles.end(), [](const RepositoryTrouble& one) { return one.verdict >= Verdict::unknown; });
  if (bad) throw RepositoryRefusal{std::move(troubles)};
  if (warnings) warnings->insert(warnings->end(), troubles.begin(), troubles.end());
  return result;
}

void BorgProgram::list(const std::string& archive, bool with_sums, const std::vector<std::string>& narrowed, const std::function<void(BorgItems::Item&&)>& take) {
  require_ready();
  require_speakable(archive);
  Order order{with_sums ? BorgCall::read : BorgCall::ask, {"list", "--format", borg_item_format(with_sums)}, "/", true, nullptr};
  auto is_option = [](const std::string& word) { return word.starts_with("--"); };
  std::copy_if(narrowed.begin(), narrowed.end(), std::back_inserter(order.arguments), is_option);
  order.arguments.push_back("::" + archive);
  std::remove_copy_if(narrowed.begin(), narrowed.end(), std::back_inserter(order.arguments), is_option);
  BorgItems items(take);
  order.take = [&](std::string_view bytes) { items.feed(bytes); };
  asked(order);
  if (!items.complete()) refuse_repository(Fault::truncated, Verdict::unknown, "the list of " + tool_ + " ended too early; check again");
}

void BorgProgram::refine(BorgTroubles& troubles) const {
  for (RepositoryTrouble& one : troubles.found)
    if (one.fault == Fault::access_denied && one.verdict == Verdict::fail && !password_.value && says(one.words, "passphrase does not open"))
      one.words = "the repository needs a passphrase and none is given: name it with 'password_file' or 'password_env'";
  if (remote_ || troubles.found.empty()) return;
  for (RepositoryTrouble& one : troubles.found) one.words = replaced(std::move(one.words), repository_, place_);  // ours leads to it
  auto all = segments();
  auto named = [&](std::int64_t number) { return std::find_if(all.begin(), all.end(), [&](const Segment& one) { return one.number == number; }); };
  for (std::int64_t number : troubles.damaged)
    if (auto at = named(number); at != all.end() && size_of(place_ + "/" + at->path) == 0)
      for (RepositoryTrouble& one : troubles.found)
        if (one.fault == Fault::bad_magic && says(one.words, "segment " + std::to_string(number) + " ")) one.fault = Fault::truncated, one.words = "the segment " + in_quotes(at->path) + " of the repository is an empty file; use another copy of the data, and look for the cause";
  RepositoryTroubles gone;
  for (std::int64_t number : troubles.lost)
    if (named(number) == all.end()) gone.push_back({Fault::volume_missing, Verdict::fail, "segment " + std::to_string(number) + " of the repository is gone, and what was in it; use another copy of the data, and look for the cause"});
  if (gone.empty()) return;
  std::erase_if(troubles.found, [](const RepositoryTrouble& one) { return one.fault == Fault::volume_missing; });
  troubles.found.insert(troubles.found.begin(), gone.begin(), gone.end());
}

std::string BorgProgram::command(const std::vector<std::string>& arguments) const { return with_arguments("BORG_REPO=" + without_userinfo(place_) + " borg", arguments); }

RepositoryTroubles BorgProgram::look_at_segments() const {
  if (remote_) return {};
  auto all = segments();
  std::int64_t index = newest_index(), newest = all.empty() ? -1 : all.back().number;
  std::string name = "index." + std::to_string(index);
  if (index > newest)
    return {{Fault::volume_missing, Verdict::fail, "the newest segments are gone: " + in_quotes(name) + " belongs to segment " + std::to_string(index) + ", and the last one that is there is " + std::to_string(newest) +
                                                      "; borg lists what is left and says nothing of the archives that were in them"}};
  const char* const kRebuilt = "; borg makes it new from the segments, which takes long: run 'borg check', and find out who removed it";
  if (index < 0) return {{Fault::index_missing, Verdict::warn, "the repository's index is gone" + std::string(kRebuilt)}};
  if (size_of(place_ + "/" + name) == 0) return {{Fault::index_missing, Verdict::warn, "the repository's index " + in_quotes(name) + " is an empty file" + kRebuilt}};
  return {};
}

std::pair<std::int64_t, std::int64_t> BorgProgram::segments_and_bytes() const {
  std::pair<std::int64_t, std::int64_t> sum;
  if (remote_) return sum;
  for (const Segment& segment : segments()) {
    ++sum.first;
    sum.second += std::max<std::int64_t>(0, size_of(place_ + "/" + segment.path));
  }
  return sum;
}

std::string BorgProgram::state() const {
  if (remote_) return {};
  std::string state = std::to_string(newest_index());
  for (const std::string& group : names_of_folder(place_ + "/data"))
    for (const std::string& name : names_of_folder(place_ + "/data/" + group)) state += ' ' + name;
  return state;
}

}  // namespace outdesk
