// Level hash, and both levels where only the Director can see the volumes.
#include "base/text.hpp"
#include "verify/bacula_copy.hpp"
#include "verify/bacula_reading.hpp"

namespace outdesk {

HashCover BaculaCopy::check_content(const RestorePoint& point, const CopyPart& part, const TreeManifest* manifest, CopyFindings& findings) {
  Look look{point, findings, CheckLevel::hash};
  BaculaChain chain;
  std::vector<BaculaStretch> stretches;
  if (!take_chain(look, chain) || !take_stretches(look, chain, stretches)) return {};
  const BaculaTree* tree = tree_of(look, chain);
  if (!tree) return {};
  if (elsewhere(chain, stretches)) return verify_by_director(look, chain, *tree);
  if (!volumes_there(look, chain, stretches)) return {};
  BaculaReading reading(*tree, chain.links, part, desk_, manifest != nullptr);
  for (const BaculaJobRow* link : chain.links) reading.read(*link, stretches, volume_folders(chain.ids()));
  for (const BaculaJobRow* link : chain.links)
    if (link->based) look.add(Verdict::unknown, Fault::tool_missing, "JobId " + std::to_string(link->id) + " rests on base jobs, whose files are not looked at here: run a drill");
  Keeps told = keeps();
  told.xattrs = false;  // attributes are not read from the volumes
  return reading.finish(point, manifest, told, findings);
}

/// Volumes that this machine cannot see: tapes, or a storage daemon on another machine.
bool BaculaCopy::elsewhere(const BaculaChain& chain, const std::vector<BaculaStretch>& stretches) {
  constexpr std::int64_t tape = 2;
  if (stretches.empty() || !console_) return false;
  for (const BaculaStretch& stretch : stretches)
    if (stretch.volume_type == tape) return true;
  return volume_folders(chain.ids()).empty();
}

/// By the job of type Verify that was named: level VolumeToCatalog for the structure, Data for contents.
HashCover BaculaCopy::verify_by_director(const Look& look, const BaculaChain& chain, const BaculaTree& tree) {
  HashCover cover;
  auto named = job_.select.find("verify_job");
  if (named == job_.select.end() || !is_bacula_name(named->second)) {
    look.add(Verdict::unknown, Fault::access_denied,
             "the volumes of JobId " + chain.text() + " are in no folder of this machine that is known: name it as \"volumes\" in \"select\", or as \"verify_job\" a job of type Verify that reads them; a drill goes without");
    return cover;
  }
  if (!is_bacula_name(series_.job)) {
    look.add(Verdict::unknown, Fault::access_denied, "the name of the job is none that Bacula knows");
    return cover;
  }
  if (look.level == CheckLevel::hash && !bacula_verifies_digests(console_->say({"show job=\"" + series_.job + "\""}).out)) {
    look.add(Verdict::unknown, Fault::tool_missing, "the FileSet of the job " + in_quotes(series_.job) + " has no 'verify = pins5' in its Options: Bacula's Verify compares no digests, and says that all is well whatever the data are");
    return cover;
  }
  std::string level = look.level == CheckLevel::hash ? "Data" : "VolumeToCatalog";
  for (const BaculaJobRow* link : chain.links) {
    if (link->files == 0) continue;
    ProgramResult said = console_->say({"run job=\"" + named->second + "\" jobid=" + std::to_string(link->id) + " level=" + level + " yes"});
    auto id = bacula_queued_job(said.out);
    if (!id) {
      look.add(Verdict::unknown, Fault::access_denied, "the Director did not start the job " + in_quotes(named->second) + ": " + bacula_last_words(said.out));
      return cover;
    }
    auto row = job_to_its_end(look, *id, "the job " + in_quotes(named->second));
    if (!row) return cover;
    cover.files += row->files;
    cover.compared += row->files;
    cover.bytes += link->bytes;
    if (row->status != 'T' || row->errors > 0) judge_verified(look, *row, *link, tree);
  }
  return cover;
}

/// Bacula calls second names of hard links different, behind which there are no data: that is no fault.
void BaculaCopy::judge_verified(const Look& look, const BaculaJobRow& row, const BaculaJobRow& link, const BaculaTree& tree) {
  std::string log = log_of(row.id);
  BaculaDifferences differences = read_bacula_differences(log);
  std::vector<std::string> real;
  for (const std::string& path : differences.digests) {
    const BaculaEntry* entry = tree.find(bacula_restored_path(path));
    if (!entry || entry->stat.link_index == 0) real.push_back(path);
  }
  if (row.status == 'D' && real.empty() && !differences.digests.empty() && !differences.others) return;
  std::vector<std::string> complaints = bacula_complaints(log);
  bool contents = look.level == CheckLevel::hash;
  bool cut = log.find("Short block") != log.npos;
  bool damaged = cut || log.find("Volume data error") != log.npos || log.find("checksum mismatch") != log.npos;
  Fault fault = !real.empty() ? Fault::content_changed : cut ? Fault::truncated : damaged ? Fault::block_crc : contents ? Fault::entry_missing : Fault::truncated;
  bool ended = row.status == 'D' || row.status == 'E' || row.status == 'T' || row.status == 'W' || damaged;
  look.add(ended ? Verdict::fail : Verdict::unknown, ended ? fault : Fault::timed_out,
           "verifying JobId " + std::to_string(link.id) + ", JobId " + std::to_string(row.id) + " " + std::string(bacula_status_words(row.status)) +
               (real.empty() ? complaints.empty() ? "" : ": " + complaints.front() : "; the data of " + std::to_string(real.size()) + " files differ, the first: " + in_quotes(real.front())));
}

}  // namespace outdesk
