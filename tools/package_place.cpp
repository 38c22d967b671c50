#include "package_place.hpp"

#include "client/client_store.hpp"
#include "store/store.hpp"

namespace outdesk {

std::string packages_folder(const Context& context, const Options& options) {
  if (auto folder = options.maybe("dir")) return *folder;
  return context.output_file.empty() ? context.folder + "/packages" : context.output_file;
}

Month asked_month(Db& db, const std::string& client, const Options& options, Instant now) {
  if (options.text("month") != "last") return *options.month("month");
  Date today = Zone::named(contract_now(db, client, now).timezone).local(now).date;
  return Month{today.year() / today.month()} - std::chrono::months{1};
}

void check_client_or_all(const Options& options) {
  if (options.has("all") == options.has("client")) throw UsageError("either --client or --all must be given", "name one client, or all of them");
  if (options.text("month") != "last") options.month("month");
}

}  // namespace outdesk
