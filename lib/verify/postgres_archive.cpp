#include "verify/postgres_archive.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "base/child_process.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "verify/archive_stream.hpp"
#include "verify/postgres_programs.hpp"
#include "verify/shown_path.hpp"

namespace outdesk {

namespace {

constexpr const char* kPgRestorePackage = "pg_restore is not installed here (Debian package postgresql-client)";

Descriptor opened_dump(const std::string& path) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (file.open()) return file;
  std::string words = shown_path(path) + ": " + std::generic_category().message(errno);
  if (errno == EACCES || errno == EPERM) throw ArchiveFault{Fault::access_denied, words + "; run the check as a user who may read it", Verdict::unknown};
  throw ArchiveFault{Fault::volume_missing, words};
}

struct DumpStamp {
  std::int64_t size = 0, seconds = 0, nanoseconds = 0;
  bool operator==(const DumpStamp&) const = default;
};
DumpStamp stamp_of(int fd) {
  struct stat info {};
  return ::fstat(fd, &info) == 0 ? DumpStamp{info.st_size, info.st_mtim.tv_sec, info.st_mtim.tv_nsec} : DumpStamp{-1, 0, 0};
}

void write_dump(int to, std::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    ssize_t put = ::write(to, bytes.data(), bytes.size());
    if (put < 0 && errno != EINTR) throw WriteError("cannot write " + in_quotes(path) + ": " + std::generic_category().message(errno), "name another folder with --scratch");
    if (put > 0) bytes.remove_prefix(static_cast<std::size_t>(put));
  }
}

bool others_may(const std::string& path, mode_t bits) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 && (info.st_mode & bits) == bits;
}

bool readable_by_others(const std::string& folder) {
  for (std::string above = folder; above != "/" && above != "."; above = folder_of(above))
    if (!others_may(above, S_IXOTH)) return false;
  if (!folder.starts_with('/') || !others_may(folder, S_IROTH)) return false;
  std::vector<std::string> names = files_of_folder(folder);
  return std::all_of(names.begin(), names.end(), [&](const std::string& name) { return others_may(folder + "/" + name, S_IROTH); });
}

}  // namespace

std::vector<std::string> files_of_folder(const std::string& folder) {
  std::vector<std::string> names;
  Descriptor opened = opened_dump(folder);
  for_each_name(opened.get(), [&](const char* name, unsigned char) {
    struct stat info {};
    if (::fstatat(opened.get(), name, &info, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(info.st_mode)) names.emplace_back(name);
    return names.size() < 1'000'000;
  });
  std::sort(names.begin(), names.end());
  return names;
}

PostgresForm postgres_form(std::string_view start) {
  constexpr std::size_t kTarMagic = 257;
  if (start.starts_with("PGDMP")) return PostgresForm::custom;
  return start.starts_with(std::string_view("toc.dat\0", 8)) && start.size() > kTarMagic + 5 && start.substr(kTarMagic, 5) == "ustar" ? PostgresForm::tar : PostgresForm::plain;
}

ArchiveFault fault_of_pg_restore(const ProgramResult& result) {
  std::string words = result.complaint("pg_restore");
  auto says = [&](const char* part) { return words.find(part) != words.npos; };
  if (result.end == ProgramResult::End::timed_out) return {Fault::timed_out, words, Verdict::unknown};
  if (result.end == ProgramResult::End::not_started) return {Fault::tool_missing, words, Verdict::unknown};
  if (says("unsupported version") || says("not built with") || says("does not support compression") || says("this build"))
    return {Fault::tool_missing, words + "; install the postgresql-client of the version that made the dump", Verdict::unknown};
  if (says("end of file") || says("too short") || says("could not find header for file")) return {Fault::truncated, words};
  if (says("could not uncompress") || says("data check") || says("decompress")) return {Fault::decompress, words};
  if (says("toc.dat\" does not exist")) return {Fault::index_missing, words};
  if (says("could not open input file")) return {Fault::volume_missing, words};
  if (says("magic string") || says("valid archive")) return {Fault::bad_magic, words};
  return {Fault::header_checksum, words};
}

PostgresArchive::PostgresArchive(const DumpFile& dump, PostgresForm form, const VerifyDesk& desk, std::int64_t most_bytes) : dump_(dump), form_(form), desk_(desk), most_(most_bytes), path_(dump.path) {
  if (postgres_program("pg_restore").empty()) throw ArchiveFault{Fault::tool_missing, kPgRestorePackage, Verdict::unknown};
  if (form_ == PostgresForm::folder) return;
  DumpSource source(dump.path, desk, most_bytes);
  if (source.packed()) unpack(source);
}

void PostgresArchive::unpack(DumpSource& source) {
  scratch_.emplace(desk_.scratch);
  path_ = scratch_->path() + "/dump";
  Descriptor to(::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  for (std::string_view block = source.next(); !block.empty(); block = source.next()) write_dump(to.get(), block, path_);
}

void PostgresArchive::look() {
  if (form_ == PostgresForm::tar) look_at_tar();
  if (form_ == PostgresForm::folder) look_at_folder();
}

void PostgresArchive::look_at_tar() {
  auto bytes = bytes_of_file(path_, desk_);
  auto stream = open_tar_stream(*bytes, BackupKind::tar, {most_, desk_.max_entries});
  while (stream->next()) {}
  if (stream->entries() == 0) throw ArchiveFault{Fault::empty, "the tar file holds nothing"};
}

void PostgresArchive::look_at_folder() {
  std::vector<std::string> names = files_of_folder(path_);
  if (!std::binary_search(names.begin(), names.end(), "toc.dat")) throw ArchiveFault{Fault::index_missing, "the dump has lost its table of contents, toc.dat"};
  std::int64_t out = 0;
  for (const std::string& name : names) {
    if (!name.ends_with(".gz")) continue;
    try {
      DumpSource source(path_ + "/" + name, desk_, most_ - out);
      if (!source.packed()) throw ArchiveFault{source.size() == 0 ? Fault::truncated : Fault::bad_magic, source.size() == 0 ? "it has no bytes" : "it is not a gzip file"};
      while (!source.next().empty()) {}
      out += source.out();
    } catch (const ArchiveFault& fault) {
      throw ArchiveFault{fault.fault, shown_path(name) + ": " + fault.words, fault.verdict};
    }
  }
}

void PostgresArchive::copy_folder() {
  if (folder_ || scratch_user().uid == 0 || readable_by_others(path_)) return;
  scratch_.emplace(desk_.scratch);
  folder_.emplace(desk_.scratch, scratch_->path(), "dump", scratch_user());
  std::int64_t copied = 0;
  std::vector<std::string> names = files_of_folder(path_);
  for (const std::string& name : names) {
    auto bytes = bytes_of_file(path_ + "/" + name, desk_);
    folder_->file(name, "");
    Descriptor to(::open((folder_->path() + "/" + name).c_str(), O_WRONLY | O_NOFOLLOW | O_CLOEXEC));
    auto source = plain_source(*bytes);
    for (std::string_view block = source->next(); !block.empty(); block = source->next()) {
      copied += static_cast<std::int64_t>(block.size());
      if (copied > most_) throw ArchiveFault{Fault::expansion_limit, "the dump has more than " + std::to_string(most_) + " bytes, the limit"};
      write_dump(to.get(), block, folder_->path());
    }
  }
  path_ = folder_->path();
}

void PostgresArchive::read(const std::function<void(std::string_view)>& take) {
  ProgramCall call;
  ScratchUser user = scratch_user();
  call.program = postgres_program("pg_restore");
  call.arguments = {"-f", take ? "-" : "/dev/null"};
  call.deadline = desk_.deadline;
  call.output_limit = 1 << 20;
  call.uid = user.uid;
  call.gid = user.gid;
  call.on_output = take ? take : [](std::string_view) {};
  if (form_ == PostgresForm::folder) {
    copy_folder();
    call.arguments.push_back(path_.starts_with('/') ? path_ : "./" + path_);
    char here[4096];
    if (!path_.starts_with('/') && ::getcwd(here, sizeof here)) call.folder = here;
    ProgramResult result = run_program(call);
    if (!result.ok()) throw ArchiveFault(fault_of_pg_restore(result));
    return;
  }
  Descriptor file = opened_dump(path_);
  DumpStamp before = stamp_of(file.get());
  call.input_fd = file.get();
  ProgramResult result = run_program(call);
  if (before.size > 0) desk_.read(static_cast<std::uint64_t>(before.size));
  if (!(stamp_of(file.get()) == before)) throw ArchiveFault{Fault::locked, "the file changes while it is read: a dump is being written to it; check it later", Verdict::unknown};
  if (!result.ok()) throw ArchiveFault(fault_of_pg_restore(result));
}

std::string PostgresArchive::tool() {
  ProgramCall call;
  call.program = postgres_program("pg_restore");
  call.arguments = {"--version"};
  if (call.program.empty()) return {};
  std::string said = run_program(call).out;
  std::size_t at = said.find_first_of("0123456789");
  return at == said.npos ? "pg_restore" : "pg_restore " + printable(trimmed(std::string_view(said).substr(at, said.find_first_of(" \n", at) - at)));
}

}  // namespace outdesk
