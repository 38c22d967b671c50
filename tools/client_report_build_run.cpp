#include <unistd.h>

#include "base/text.hpp"
#include "client/client_store.hpp"
#include "client_report_command.hpp"
#include "delivery/delivery_store.hpp"
#include "package/build_package.hpp"
#include "package/check_package.hpp"
#include "package/collect_month.hpp"
#include "package_place.hpp"
#include "progress.hpp"
#include "store/store.hpp"
#include "store/whole_copy.hpp"
#include "ticket/ticket_store.hpp"

namespace outdesk {

namespace {

Table file_table_of(const PackageReceipt& receipt) {
  Table files;
  files.key = key("files");
  files.columns = {{key("file"), ""}, {key("bytes"), ""}, {key("sha256"), ""}};
  for (const auto& file : receipt.files) files.rows.push_back({file.name, file.bytes, file.sha256});
  return files;
}

void print_receipts(Context& context, const std::vector<PackageReceipt>& receipts) {
  const PackageReceipt& first = receipts.front();
  if (context.format == Format::text) {
    context.write(first.folder + "\n" + first.first_sentence + "\n");
    for (std::size_t i = 1; i < receipts.size(); ++i) context.write(receipts[i].folder + "\n");
    return;
  }
  Document document;
  document.schema = "package/1";
  Figures figures;
  figures.figures = {{key("folder"), "", first.folder}, {key("first_sentence"), "", first.first_sentence}, {key("revision"), "", first.id.revision},
                     {key("outcome"), "", std::string(name_of(first.outcome))}, {key("partial"), "", first.partial}};
  Table others;
  others.key = key("others");
  others.columns = {{key("audience"), ""}, {key("folder"), ""}, {key("revision"), ""}, {key("outcome"), ""}};
  for (std::size_t i = 1; i < receipts.size(); ++i)
    others.rows.push_back({std::string(name_of(receipts[i].id.audience)), receipts[i].folder, receipts[i].id.revision, std::string(name_of(receipts[i].outcome))});
  document.sections.push_back({"package", "", {std::move(figures), file_table_of(first), std::move(others)}});
  context.output_file.clear();  // -o named the folder
  context.print(document);
}

/// The brand of --brand, else of OUTDESK_BRAND, else of brand.json beside the store.
Brand brand_of(const Context& context, const Options& options) {
  if (auto file = options.maybe("brand")) return read_brand(*file);
  if (const char* file = std::getenv("OUTDESK_BRAND"); file && *file) return read_brand(file);
  std::string beside = context.folder + "/brand.json";
  return ::access(beside.c_str(), F_OK) == 0 ? read_brand(beside) : Brand{};
}

/// Builds months from one moment of the store each.
class MonthBuilder {
 public:
  MonthBuilder(Context& context, const Options& options)
      : context_(context), options_(options), brand_(brand_of(context, options)), shelf_(packages_folder(context, options)) {
    refuse_changed_journal();
  }

  std::vector<PackageReceipt> build(const std::string& client) const {
    PackageInput input;
    std::vector<Audience> audiences;
    std::map<Audience, SentRevision> sent;
    {
      Store store = Store::open_to_read(context_.store);
      ReadTransaction moment(store.db());
      MonthRequest request;
      request.client = client;
      request.as_of = context_.report_instant();
      request.month = asked_month(store.db(), client, options_, context_.report_instant());
      request.language = context_.language;
      request.tool_version = OUTDESK_VERSION;
      request.provisional = options_.has("provisional");
      input = collect_month(store.db(), request);
      std::int64_t id = client_id(store.db(), client);
      PackageDelivery delivery = delivery_of(store.db(), id, input);
      for (Audience audience : kAudiences)
        if (audience == Audience::director || !delivery.of(audience).empty()) audiences.push_back(audience);
      for (Audience audience : audiences)
        if (auto standing = standing_in(store.db(), id, input, audience, delivery.of(audience))) sent.emplace(audience, *standing);
    }
    if (options_.has("require") && is_partial(input.facts))
      throw MissingSource("a source of the report has no data for " + to_text(input.month), "build without --require: the report says which");
    input.brand = brand_;
    return build_packages(input, audiences, sent, shelf_, options_.has("anew"));
  }

  /// Why the client has no report of the month yet; empty where it has.
  std::string not_yet(const std::string& client) const {
    Store store = Store::open_to_read(context_.store);
    Month month = asked_month(store.db(), client, options_, context_.report_instant());
    auto contracts = contracts_of(store.db(), client_id(store.db(), client), context_.report_instant());
    Date first = contracts.front().valid_from, next = (month + std::chrono::months{1}) / std::chrono::day{1};
    return first >= next ? "the contract begins on " + to_text(first) : "";
  }

 private:
  /// A package carries the journal's hash: it is not made of lines that are not what was chained.
  void refuse_changed_journal() const {
    Store store = Store::open_to_read(context_.store);
    ReadTransaction moment(store.db());
    std::vector<std::string> damage = chain_damage(store.db()), contracts = contract_damage(store.db());
    damage.insert(damage.end(), contracts.begin(), contracts.end());
    refuse_damaged("the store " + in_quotes(context_.store), damage, "no package was built; 'outdesk store check' lists all that is wrong: restore a backup");
  }

  /// Who is sent packages: by the contract of the month, and by that of today.
  PackageDelivery delivery_of(Db& db, std::int64_t client, const PackageInput& input) const {
    auto contracts = contracts_of(db, client, context_.report_instant());
    PackageDelivery delivery = contract_at(contracts, input.cut_off - Seconds{1}).delivery;
    const PackageDelivery& today = contract_at(contracts, context_.report_instant()).delivery;
    for (Audience audience : kAudiences) {
      auto& addresses = delivery.addresses[static_cast<std::size_t>(audience)];
      addresses.insert(addresses.end(), today.of(audience).begin(), today.of(audience).end());
    }
    return delivery;
  }

  /// The revision that the client has; also the one that a package which he has follows, so that the chain holds.
  std::optional<SentRevision> standing_in(Db& db, std::int64_t client, const PackageInput& input, Audience audience, const std::vector<std::string>& addresses) const {
    if (auto sent = last_sent(db, client, input.month, audience, addresses)) return sent;
    if (!last_sent(db, client, input.month + std::chrono::months{1}, audience, addresses)) return {};
    return newest_revision(shelf_.path(), {input.client, input.month, audience});
  }

  Context& context_;
  const Options& options_;
  Brand brand_;
  PackageShelf shelf_;
};

/// What became of one client's month.
struct ClientOutcome {
  std::string client;
  std::vector<PackageReceipt> receipts;
  Exit exit = Exit::ok;
  std::string problem;

  std::string outcome() const { return receipts.empty() ? (exit == Exit::ok ? "skipped" : "failed") : std::string(name_of(receipts.front().outcome)); }
};

ClientOutcome build_one(const MonthBuilder& builder, const std::string& client) {
  ClientOutcome outcome{client, {}, Exit::ok, {}};
  try {
    outcome.problem = builder.not_yet(client);
    if (!outcome.problem.empty()) return outcome;
    outcome.receipts = builder.build(client);
    if (outcome.receipts.front().partial) outcome.exit = Exit::partial;
  } catch (const Error& error) {
    outcome.exit = error.exit();
    outcome.problem = error.what();
  }
  return outcome;
}

/// A failure outweighs missing data.
Exit worse(Exit one, Exit other) {
  auto weight = [](Exit exit) { return exit == Exit::ok ? 0 : exit == Exit::partial ? 1 : 2; };
  return weight(other) > weight(one) ? other : one;
}

Exit build_all(Context& context, const Options& options) {
  MonthBuilder builder(context, options);
  std::vector<std::string> clients;
  {
    Store store = Store::open_to_read(context.store);
    for (const ClientLine& line : list_clients(store.db())) clients.push_back(line.client);
  }
  Progress progress(context, "clients");
  Document document;
  document.schema = "packages/1";
  Table table;
  table.key = key("clients");
  table.columns = {{key("client"), "Client"}, {key("month"), "Month"}, {key("revision"), "Revision"}, {key("outcome"), "Package"}, {key("partial"), "Data missing"},
                   {key("problem"), "Problem", 40, true}, {key("first_sentence"), "First sentence", 60, true}, {key("folder"), ""}};
  Exit exit = Exit::ok;
  for (std::size_t i = 0; i < clients.size(); ++i) {
    progress.show(i, clients.size());
    ClientOutcome outcome = build_one(builder, clients[i]);
    exit = worse(exit, outcome.exit);
    const PackageReceipt* first = outcome.receipts.empty() ? nullptr : &outcome.receipts.front();
    table.rows.push_back({outcome.client, first ? Value(to_text(first->id.month)) : Value(), first ? Value(first->id.revision) : Value(), outcome.outcome(),
                          first ? Value(first->partial) : Value(), outcome.problem.empty() ? Value() : Value(outcome.problem),
                          first ? Value(first->first_sentence) : Value(), first ? Value(first->folder) : Value()});
  }
  document.sections.push_back({"packages", "", {std::move(table)}});
  context.output_file.clear();
  context.print(document);
  return exit;
}

}  // namespace

Exit run_client_report_build(Context& context, const Options& options) {
  if (options.has("all")) return build_all(context, options);
  std::vector<PackageReceipt> receipts = MonthBuilder(context, options).build(options.text("client"));
  print_receipts(context, receipts);
  return receipts.front().partial ? Exit::partial : Exit::ok;
}

}  // namespace outdesk
