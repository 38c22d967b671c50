#include "verify/restic_program.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/error.hpp"
#include "base/text.hpp"
#include "verify/restic_words.hpp"

namespace outdesk {

namespace {

/// Credentials of storage services, which restic takes from the environment.
const std::vector<std::string_view> kStorageVariables = {"AWS_*", "B2_*", "AZURE_*", "GOOGLE_*", "OS_*", "ST_*", "RCLONE_*", "RESTIC_REST_*", "SSH_AUTH_SOCK", "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY", "XDG_CONFIG_HOME"};

void link_to(const std::string& target, const std::string& name) {
  if (::symlink(target.c_str(), name.c_str()) != 0) throw WriteError("cannot make " + in_quotes(name) + ": " + std::strerror(errno), "choose another place with --scratch");
}

}  // namespace

ResticProgram::ResticProgram(const BackupJob& job, const VerifyDesk& desk) : job_(job), desk_(desk), remote_(is_remote_restic(job.where)) {
  place_ = remote_ ? job.where : local_place(job.where);
}

void ResticProgram::require_ready() {
  if (!tool_.empty()) return;
  if (!remote_) look_at_folder();
  program_ = find_program("restic");
  if (program_.empty()) refuse_repository(Fault::tool_missing, Verdict::unknown, "the program restic is not installed: install the package restic", CheckLevel::freshness);
  password_ = repository_password(job_);
  ProgramCall call;
  call.program = program_;
  call.arguments = {"version"};
  call.deadline = std::min(Seconds{60}, desk_.deadline);
  ProgramResult said = run_program(call);
  if (auto ended = trouble_of_end(said, "restic")) throw RepositoryRefusal{{*ended}};
  tool_ = restic_version(said.out);
}

void ResticProgram::look_at_folder() {
  require_folder(place_, "restic");
  std::vector<std::string> gone;
  for (const char* part : {"data", "index", "keys", "snapshots"})
    if (presence_of(place_ + "/" + part) == Presence::missing) gone.push_back(part);
  Presence config = presence_of(place_ + "/config");
  if (config == Presence::missing && gone.size() >= 3) refuse_repository(Fault::bad_magic, Verdict::fail, in_quotes(place_) + " is not a restic repository");
  if (config == Presence::missing) refuse_repository(Fault::catalog_missing, Verdict::fail, "the repository's file 'config' is gone: nothing in it can be read; take it from another copy of the repository");
  if (config == Presence::empty) refuse_repository(Fault::truncated, Verdict::fail, "the repository's file 'config' is empty: nothing in it can be read; take it from another copy of the repository");
  look_at_keys();
  auto lost = [&](const char* part) { return std::find(gone.begin(), gone.end(), part) != gone.end(); };
  if (lost("snapshots")) refuse_repository(Fault::catalog_missing, Verdict::fail, "the repository's folder 'snapshots' is gone: take it from another copy of the repository");
  require_readable_below(place_ + "/data");
  if (lost("data")) refuse_repository(Fault::volume_missing, Verdict::fail, "the repository's folder 'data' is gone, and all contents with it");
  if (lost("index") || (names_of_folder(place_ + "/index").empty() && !names_of_folder(place_ + "/snapshots").empty())) refuse_repository(Fault::index_missing, Verdict::fail, "the repository's indexes are gone; restic makes them new from the packs: 'rebuild-index', in newer versions 'repair index'");
}

void ResticProgram::look_at_keys() {
  std::string folder = place_ + "/keys";
  std::vector<std::string> keys = names_of_folder(folder);
  if (keys.empty()) refuse_repository(Fault::access_denied, Verdict::fail, "the repository's keys are gone: nothing in it can be decrypted; take the folder 'keys' from another copy of the repository");
  for (const std::string& key : keys)
    if (presence_of(folder + "/" + key) == Presence::empty && keys.size() == 1)
      refuse_repository(Fault::truncated, Verdict::fail, "the repository's only key is an empty file: nothing in it can be decrypted; take it from another copy of the repository");
}

ProgramResult ResticProgram::run_on(const std::string& repository, std::vector<std::string> arguments, const std::function<void(std::string_view)>& take) {
  ProgramCall call;
  call.program = program_;
  call.arguments = {"--no-cache", "--no-lock"};
  if (!password_.file.empty()) call.arguments.insert(call.arguments.end(), {"--password-file", password_.file});
  call.arguments.insert(call.arguments.end(), arguments.begin(), arguments.end());
  if (remote_) call.environment = handed_on(kStorageVariables);
  // A place may hold a user's name and password, so it is not an argument.
  call.environment.emplace_back("RESTIC_REPOSITORY", repository);
  if (password_.file.empty() && password_.value) call.environment.emplace_back("RESTIC_PASSWORD", *password_.value);
  call.environment.emplace_back("TMPDIR", desk_.scratch);
  call.deadline = desk_.deadline;
  call.on_output = take;
  return run_program(call);
}

ProgramResult ResticProgram::run(std::vector<std::string> arguments, const std::function<void(std::string_view)>& take) { return run_on(place_, std::move(arguments), take); }

ProgramResult ResticProgram::asked(std::vector<std::string> arguments, const std::function<void(std::string_view)>& take) {
  ProgramResult result = run(std::move(arguments), take);
  RepositoryTroubles troubles = troubles_of(result);
  if (!troubles.empty()) throw RepositoryRefusal{std::move(troubles)};
  return result;
}

RepositoryTroubles ResticProgram::troubles_of(const ProgramResult& result) {
  RepositoryTroubles troubles = restic_troubles(result, restic_unknown_packs(result.out));
  explain_refused_key(troubles);
  bool lacks_index = false;
  for_each_line(result.err, [&](std::string_view line) { lacks_index |= restic_lacks_index(line); });
  if (!troubles.empty() && lacks_index && restic_unknown_packs(result.out) == 0) {
    // Is the index gone, or the data?  Packs in no index tell.
    look_at_packs();
    troubles = restic_troubles(result, unknown_packs_);
  } else if (result.end == ProgramResult::End::timed_out) {
    // It may have waited for a pack that is gone.
    RepositoryTroubles packs = look_at_packs();
    troubles.insert(troubles.begin(), packs.begin(), packs.end());
  }
  return troubles;
}

void ResticProgram::explain_refused_key(RepositoryTroubles& troubles) const {
  if (remote_) return;
  for (RepositoryTrouble& one : troubles) {
    if (one.fault != Fault::access_denied || one.verdict != Verdict::fail) continue;
    for (const std::string& key : names_of_folder(place_ + "/keys"))
      if (!named_by_its_sum(place_ + "/keys", key)) one = {Fault::block_crc, Verdict::fail, "the key " + in_quotes(key.substr(0, 10)) + " of the repository is damaged: take it from another copy of the repository", CheckLevel::structure};
  }
}

std::string ResticProgram::command(const std::vector<std::string>& arguments) const {
  std::string words = "restic -r " + without_userinfo(place_) + " --no-cache --no-lock";
  if (!password_.file.empty()) words += " --password-file " + in_quotes(password_.file);
  return with_arguments(std::move(words), arguments);
}

RepositoryTroubles ResticProgram::look_at_packs() {
  if (remote_) return {};
  // A repository without snapshots that shares all else: 'check' then compares indexes and packs, and reads no tree.
  std::string shadow = made_folder(desk_.scratch, "restic");
  for (const char* part : {"config", "keys", "index", "data"}) link_to(place_ + "/" + part, shadow + "/" + part);
  for (const char* part : {"snapshots", "locks"}) ::mkdir((shadow + "/" + part).c_str(), 0700);
  ProgramResult result = run_on(shadow, {"check"}, nullptr);
  for (const char* part : {"config", "keys", "index", "data"}) ::unlink((shadow + "/" + part).c_str());
  for (const char* part : {"/snapshots", "/locks", ""}) ::rmdir((shadow + part).c_str());
  unknown_packs_ = restic_unknown_packs(result.out);
  RepositoryTroubles troubles = restic_troubles(result, unknown_packs_);
  explain_refused_key(troubles);
  return troubles;
}

std::int64_t ResticProgram::bytes_of_packs(std::int64_t k, std::int64_t n) const {
  std::int64_t bytes = 0;
  if (remote_) return bytes;
  for (std::int64_t first = k - 1; first < 256; first += n) {
    std::string folder = place_ + "/data/" + hex(std::string(1, static_cast<char>(first)));
    for (const std::string& name : names_of_folder(folder)) {
      struct stat info {};
      if (name.size() == 64 && ::lstat((folder + "/" + name).c_str(), &info) == 0) bytes += info.st_size;
    }
  }
  return bytes;
}

std::string ResticProgram::state() const {
  if (remote_) return {};
  std::string state = "-";
  for (const char* part : {"/snapshots", "/index", "/keys"})
    for (const std::string& name : names_of_folder(place_ + part)) state += name + '\n';
  return state;
}

}  // namespace outdesk
