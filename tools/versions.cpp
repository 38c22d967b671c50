#include "versions.hpp"

#include "base/zone.hpp"
#include "full_program.hpp"
#include "input/input_libraries.hpp"
#include "store/schema.hpp"
#include "store/store_libraries.hpp"
#include "ticket/ticket_libraries.hpp"

namespace outdesk {

std::string version_text(bool all) {
  std::string text = "outdesk " OUTDESK_VERSION "\nschema " + std::to_string(schema_version()) + "\ntzdata " + zone_data_version() + "\n";
  std::vector<LibraryVersion> libraries = {{"cli11", option_reader_version()}};
  auto add = [&libraries](const std::vector<LibraryVersion>& more) { libraries.insert(libraries.end(), more.begin(), more.end()); };
  for (auto* of_room : {base_libraries, input_libraries, store_libraries, ticket_libraries}) add(of_room());
  if (all && full_program.libraries) add(full_program.libraries());
  for (const auto& library : libraries) text += library.name + (library.version.empty() ? "" : " " + library.version) + "\n";
  return text;
}

}  // namespace outdesk
