// The files of Bacula's volumes on this machine.
#pragma once

#include <string>
#include <vector>

#include "backup/verdict.hpp"
#include "verify/bacula_catalog.hpp"

namespace outdesk {

/// This machine, by a name or an address.
bool is_own_address(const std::string& address);
bool is_bacula_folder(const std::string& path);
/// The volume's file in the first of the folders that has it; "" where none has, or the name is none.
std::string bacula_volume_file(const std::vector<std::string>& folders, const std::string& volume);

struct BaculaVolumeState {
  Verdict verdict = Verdict::ok;
  Fault fault = Fault::none;
  std::string detail;
};
/// Is the stretch's volume there, and as long as the catalog says?  unknown where no folder of volumes is known on this machine.
BaculaVolumeState look_at_bacula_volume(const std::vector<std::string>& folders, const BaculaStretch& stretch);

}  // namespace outdesk
