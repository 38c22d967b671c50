// Level structure: the catalog's lists, the volumes' files, their blocks and the labels of the job's session.
//
// Volumes are looked at before the Director is asked for anything that reads them: where one is missing, its job would wait
// for a mount request for ever.
#include <algorithm>
#include <iterator>
#include <set>

#include "base/text.hpp"
#include "verify/bacula_copy.hpp"
#include "verify/bacula_files.hpp"
#include "verify/bacula_places.hpp"
#include "verify/bacula_tools.hpp"
#include "verify/bacula_volume_places.hpp"

namespace outdesk {

namespace {

std::string bacula_job_id(const BaculaJobRow& link) { return "JobId " + std::to_string(link.id); }

std::string bacula_counted(std::int64_t count, const char* one, const char* many) { return std::to_string(count) + " " + (count == 1 ? one : many); }

}  // namespace

void BaculaCopy::check_structure(const RestorePoint& point, CopyFindings& findings) {
  Look look{point, findings, CheckLevel::structure};
  counted_.reset();
  BaculaChain chain;
  if (!take_chain(look, chain)) return;
  if (!console_) {
    std::string damage;
    if (auto trouble = reader_->damage(damage)) return look.add(*trouble);
    if (!damage.empty()) return look.add(Verdict::fail, Fault::page_corrupt, "the catalog is damaged (" + damage + "): restore it from its own backup");
  }
  bool agree = counts_agree(look, chain);
  std::vector<BaculaStretch> stretches;
  if (!take_stretches(look, chain, stretches)) return;
  const BaculaTree* tree = tree_of(look, chain);
  if (elsewhere(chain, stretches)) {
    if (tree) verify_by_director(look, chain, *tree);
  } else if (volumes_there(look, chain, stretches)) {
    for (const BaculaJobRow* link : chain.links) walk_link(look, *link, stretches);
  }
  if (agree && tree) {
    auto others = std::count_if(tree->entries().begin(), tree->entries().end(), [](const BaculaEntry& e) { return !e.folder(); });
    counted_ = {others, tree->file_bytes()};  // as points() counts
  }
}

/// Does the catalog list as many files as the job saved?
bool BaculaCopy::counts_agree(const Look& look, const BaculaChain& chain) {
  BaculaCounts files, objects;
  auto trouble = reader_->file_counts(chain.ids(), files);
  if (!trouble && reader_->object_counts(chain.ids(), objects)) objects.clear();  // older catalogs have no such table
  if (trouble) {
    look.add(*trouble);
    return false;
  }
  bool agree = true;
  for (const BaculaJobRow* link : chain.links) {
    std::int64_t listed = files[link->id] + objects[link->id];
    if (link->based || listed >= link->files) continue;  // files of base jobs are listed elsewhere
    agree = false;
    if (look.findings.any(Fault::catalog_purged)) continue;
    look.add(Verdict::fail, Fault::catalog_purged,
             "the catalog lists " + std::to_string(listed) + " of the " + bacula_counted(link->files, "file", "files") + " that " + bacula_job_id(*link) + " saved: the others cannot be restored by name; bscan puts the list back, or run a full backup");
  }
  return agree;
}

bool BaculaCopy::take_stretches(const Look& look, const BaculaChain& chain, std::vector<BaculaStretch>& stretches) {
  if (auto trouble = reader_->stretches(chain.ids(), stretches)) {
    look.add(*trouble);
    return false;
  }
  for (const BaculaJobRow* link : chain.links) {
    bool somewhere = std::any_of(stretches.begin(), stretches.end(), [&](const BaculaStretch& s) { return s.job == link->id; });
    if (somewhere || link->files == 0) continue;
    look.add(Verdict::fail, Fault::catalog_purged, "the catalog no longer knows on which volumes " + bacula_job_id(*link) + " is: run a full backup, or put it back with bscan");
    return false;
  }
  return true;
}

/// Folders on this machine that may hold the volumes; none where their storage daemon is on another machine.
const std::vector<std::string>& BaculaCopy::volume_folders(const std::vector<std::int64_t>& jobs) {
  if (folders_) return *folders_;
  folders_.emplace();
  if (auto named = job_.select.find("volumes"); named != job_.select.end()) {
    folders_->push_back(named->second);
    return *folders_;
  }
  std::vector<std::string> storages, told;
  if (console_ && reader_->storages(jobs, storages)) storages.clear();
  for (const std::string& storage : storages) {
    if (!is_bacula_name(storage)) continue;
    std::string status = console_->say({"status storage=\"" + storage + "\""}).out;
    std::string address = bacula_storage_address(status);
    if (!address.empty() && !is_own_address(address)) return *folders_;
    for (std::string& folder : bacula_device_folders(status)) told.push_back(std::move(folder));
  }
  if (told.empty()) told = bacula_archive_folders(folder_of(bacula_console_file(job_.where)) + "/bacula-sd.conf");
  std::copy_if(told.begin(), told.end(), std::back_inserter(*folders_), is_bacula_folder);
  return *folders_;
}

bool BaculaCopy::volumes_there(const Look& look, const BaculaChain& chain, const std::vector<BaculaStretch>& stretches) {
  bool there = true;
  std::set<std::string> seen;
  for (const BaculaStretch& stretch : stretches) {
    if (!seen.insert(stretch.volume).second) continue;
    BaculaVolumeState state = look_at_bacula_volume(volume_folders(chain.ids()), stretch);
    if (state.verdict == Verdict::ok) continue;
    there = false;
    look.findings.add(CheckLevel::structure, state.verdict, state.fault, state.detail, look.point.id);
    if (state.verdict == Verdict::unknown) return false;  // the same of all
  }
  return there;
}

/// Reads the session of one job: every block's checksum, and whether begin, end and all files are there.
void BaculaCopy::walk_link(const Look& look, const BaculaJobRow& link, const std::vector<BaculaStretch>& stretches) {
  if (link.files == 0) return;
  std::int64_t seen = 0;
  BaculaFileStream files([](std::int64_t) { return BaculaWanted{}; }, [&](BaculaSeenFile&&) { ++seen; }, desk_.max_bytes);
  BaculaSessionReader reader({static_cast<std::uint32_t>(link.session), static_cast<std::uint32_t>(link.session_time)}, desk_, files);
  for (const BaculaStretch& stretch : stretches)
    if (stretch.job == link.id) reader.read(bacula_volume_file(volume_folders({link.id}), stretch.volume), stretch);
  reader.finish();
  files.finish();
  if (reader.foreign_format()) return walk_by_bls(look, link, stretches);
  for (const BaculaVolumeFault& fault : reader.faults())
    look.add(fault.fault == Fault::access_denied ? Verdict::unknown : Verdict::fail, fault.fault,
             "volume " + in_quotes(fault.volume) + ": " + fault.what + (fault.times > 1 ? ", and " + std::to_string(fault.times - 1) + " more like it" : "") + "; " + bacula_job_id(link) + " cannot be restored whole from it");
  if (!reader.faults().empty()) return;
  std::string volumes = "the volumes of " + bacula_job_id(link);
  if (reader.blocks() == 0 || !files.begin()) return look.add(Verdict::fail, Fault::volume_missing, volumes + " do not hold its session: they were written over or relabelled");
  if (!files.end()) return look.add(Verdict::fail, Fault::truncated, volumes + " do not hold the end of its session");
  if (seen < link.files || files.gaps() > 0)
    return look.add(Verdict::fail, Fault::truncated, volumes + " hold " + std::to_string(seen) + " of its " + bacula_counted(link.files, "file", "files") + (files.gaps() ? ", some cut" : ""));
  if (files.end()->files != link.files)
    return look.add(Verdict::fail, Fault::catalog_missing, "the catalog says that " + bacula_job_id(link) + " saved " + bacula_counted(link.files, "file", "files") + ", its end on the volume says " + std::to_string(files.end()->files));
  if (files.end()->status != 'T' && files.end()->status != 'W')
    look.add(Verdict::warn, Fault::job_warnings, "the storage daemon noted that " + bacula_job_id(link) + " " + std::string(bacula_status_words(files.end()->status)));
}

/// The same by bls, for volumes in a block format that is not known here.  It ends with status 0 whatever it finds.
void BaculaCopy::walk_by_bls(const Look& look, const BaculaJobRow& link, const std::vector<BaculaStretch>& stretches) {
  BaculaTools tools("bls", desk_);
  if (tools.program().empty()) return look.add(Verdict::unknown, Fault::tool_missing, "the volumes are of a newer format, and bls is not installed (Debian package bacula-sd)");
  std::vector<const BaculaJobRow*> links{&link};
  tools.prepare(stretches, volume_folders({link.id}), bacula_bootstrap(links, stretches, {}));
  ProgramResult result = tools.run({"-j"}, {});
  if (result.end == ProgramResult::End::timed_out) return look.add(Verdict::unknown, Fault::timed_out, result.complaint("bls"));
  BaculaBlsReport report = read_bacula_bls(result.out + result.err, link.session, link.session_time);
  std::string volumes = "the volumes of " + bacula_job_id(link) + ", read by bls: ";
  if (report.other_format) return look.add(Verdict::unknown, Fault::tool_missing, volumes + "it is older than what wrote them; install the bacula-sd of the machine that writes them");
  if (!report.complaints.empty()) return look.add(Verdict::fail, report.data_error ? Fault::block_crc : Fault::truncated, volumes + report.complaints.front());
  if (!report.begun) return look.add(Verdict::fail, Fault::volume_missing, volumes + "they do not hold its session");
  if (!report.ended || report.files < link.files) return look.add(Verdict::fail, Fault::truncated, volumes + "the end of its session is not there");
  if (result.end != ProgramResult::End::exited || result.code != 0) return look.add(Verdict::unknown, Fault::volume_missing, result.complaint("bls"));
  if (report.errors > 0) look.add(Verdict::warn, Fault::job_warnings, volumes + bacula_counted(report.errors, "error", "errors") + " noted at its end");
}

}  // namespace outdesk
