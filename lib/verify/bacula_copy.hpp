// Copies that Bacula makes: job records and file lists from its catalog, volumes read here, restores by the Director.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "verify/bacula_catalog.hpp"
#include "verify/bacula_console.hpp"
#include "verify/bacula_restore_parts.hpp"
#include "verify/bacula_tree.hpp"
#include "verify/copy.hpp"

namespace outdesk {

/// A full backup and what was saved on top of it, the full first.
struct BaculaChain {
  std::vector<const BaculaJobRow*> links;
  std::string broken;  ///< why it cannot be restored; "" where every link is there
  std::vector<std::int64_t> ids() const;
  std::string text() const;  ///< "1,6"
};

class BaculaCopy : public Copy {
 public:
  BaculaCopy(const BackupJob& job, const VerifyDesk& desk) : job_(job), desk_(desk) {}

  std::string tool() const override;
  std::vector<RestorePoint> points(CopyFindings& findings) override;
  void check_structure(const RestorePoint& point, CopyFindings& findings) override;
  HashCover check_content(const RestorePoint& point, const CopyPart& part, const TreeManifest* manifest, CopyFindings& findings) override;
  std::vector<std::string> entries(const RestorePoint& point, CopyFindings& findings) override;
  std::optional<std::pair<std::int64_t, std::int64_t>> counted() const override { return counted_; }
  std::optional<std::int64_t> restore_size(const RestorePoint& point, CopyFindings& findings) override;
  Restored restore(const RestorePoint& point, const RestoreOrder& order, CopyFindings& findings) override;
  std::optional<double> changed_share(const RestorePoint& before, const RestorePoint& after) override;
  Keeps keeps() const override;

 private:
  /// One question about one point: where findings go, and at which level.
  struct Look {
    const RestorePoint& point;
    CopyFindings& findings;
    CheckLevel level;
    void add(Verdict verdict, Fault fault, std::string detail) const { findings.add(level, verdict, fault, std::move(detail), point.id); }
    void add(const BaculaTrouble& trouble) const { findings.add(trouble.level, trouble.verdict, trouble.fault, trouble.detail, point.id); }
  };

  bool reach(CopyFindings& findings);
  bool reach_catalog_file(const std::string& file, CopyFindings& findings);
  bool reach_director(CopyFindings& findings);
  bool load_jobs(CopyFindings& findings);
  bool take_series(const std::vector<BaculaSeries>& all, CopyFindings& findings);
  RestorePoint point_of(const BaculaJobRow& job, const BaculaCounts& folders) const;
  BaculaCounts newest_folders();
  void link_points(std::vector<RestorePoint>& points) const;
  void tell_why(std::vector<RestorePoint>& points);
  void judge_newest_chain(const std::vector<RestorePoint>& points, CopyFindings& findings);

  const BaculaJobRow* job_named(const std::string& id) const;
  const BaculaJobRow* link_before(const BaculaJobRow& link) const;
  BaculaChain chain_of(const std::string& id) const;
  /// The chain of the point; false with a finding where it is broken or the catalog cannot be asked.
  bool take_chain(const Look& look, BaculaChain& chain);
  /// The files of the chain, kept for the next question; null with a finding where they cannot be had.
  const BaculaTree* tree_of(const Look& look, const BaculaChain& chain);
  bool counts_agree(const Look& look, const BaculaChain& chain);

  bool take_stretches(const Look& look, const BaculaChain& chain, std::vector<BaculaStretch>& stretches);
  /// Are the volumes there, and as long as the catalog says?  Findings of level structure.  False where not, or not known.
  bool volumes_there(const Look& look, const BaculaChain& chain, const std::vector<BaculaStretch>& stretches);
  const std::vector<std::string>& volume_folders(const std::vector<std::int64_t>& jobs);
  void walk_link(const Look& look, const BaculaJobRow& link, const std::vector<BaculaStretch>& stretches);
  void walk_by_bls(const Look& look, const BaculaJobRow& link, const std::vector<BaculaStretch>& stretches);
  bool elsewhere(const BaculaChain& chain, const std::vector<BaculaStretch>& stretches);
  HashCover verify_by_director(const Look& look, const BaculaChain& chain, const BaculaTree& tree);
  void judge_verified(const Look& look, const BaculaJobRow& row, const BaculaJobRow& link, const BaculaTree& tree);
  Restored restore_by_director(const Look& look, const BaculaChain& chain, const BaculaTree& tree, const BaculaSelection& selection, const RestoreOrder& order);
  Restored restore_by_bextract(const Look& look, const BaculaChain& chain, const BaculaTree& tree, const BaculaSelection& selection, const std::vector<BaculaStretch>& stretches, const RestoreOrder& order);
  bool volumes_match(const Look& look, const BaculaChain& chain, const BaculaTree& tree, const std::vector<BaculaStretch>& stretches);
  std::optional<std::string> restore_job(const Look& look);
  void judge_restored(const Look& look, const BaculaJobRow& row, const BaculaSelection& selection, Restored& restored, const std::string& log) const;
  std::optional<BaculaJobRow> job_to_its_end(const Look& look, std::int64_t id, const std::string& what);
  std::string log_of(std::int64_t id);

  const BackupJob& job_;
  const VerifyDesk& desk_;
  std::unique_ptr<BaculaConsole> console_;  ///< null where only a catalog's file is asked
  std::unique_ptr<BaculaCatalog> catalog_;
  std::unique_ptr<BaculaReader> reader_;
  std::optional<bool> reached_;
  BaculaSeries series_;
  std::vector<BaculaJobRow> jobs_;  ///< oldest first
  std::optional<std::vector<std::string>> folders_;
  std::map<std::string, BaculaTree> trees_;  ///< by chain
  std::optional<std::pair<std::int64_t, std::int64_t>> counted_;
};

}  // namespace outdesk
