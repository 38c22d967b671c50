// bls and bextract, which read volumes without a Director: given a configuration of ours, in the scratch folder, whose one
// device is a folder of links to the volumes.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "verify/bacula_catalog.hpp"
#include "verify/copy.hpp"

namespace outdesk {

class BaculaTools {
 public:
  BaculaTools(const std::string& name, const VerifyDesk& desk);
  BaculaTools(const BaculaTools&) = delete;
  ~BaculaTools();

  const std::string& program() const { return program_; }  ///< "" where it is not installed
  /// Throws WriteError where the scratch folder cannot be written.
  void prepare(const std::vector<BaculaStretch>& stretches, const std::vector<std::string>& volume_folders, const std::string& bootstrap);
  /// `NAME FIRST… -c CONFIGURATION -b BOOTSTRAP DEVICE LAST…`; standard input is empty, so that a mount request ends it.
  ProgramResult run(const std::vector<std::string>& first, const std::vector<std::string>& last, const std::function<void(std::string_view)>& take = nullptr);
  const std::string& command() const { return command_; }

 private:
  std::string program_, folder_, command_;
  const VerifyDesk& desk_;
};

}  // namespace outdesk
