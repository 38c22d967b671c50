#include "client/client_report.hpp"

namespace outdesk {

namespace {

Value length(const std::optional<Seconds>& value) { return value ? Value(*value) : Value(); }

Table priorities(const Contract& contract) {
  Table table;
  table.title = "Priorities (in working time of the calendar)";
  table.columns = {{key("priority"), "Priority"}, {key("name"), "Name"}, {key("calendar"), "Calendar"},
                   {key("response_s"), "Response"}, {key("next_response_s"), "Next response"}, {key("resolution_s"), "Resolution"}};
  for (const auto& [name, terms] : contract.priorities)
    table.rows.push_back({name, terms.name, terms.calendar, length(terms.response), length(terms.next_response), length(terms.resolution)});
  return table;
}

Table version_table(const std::vector<ContractVersion>& versions) {
  Table table;
  table.key = key("versions");
  table.title = "Versions";
  table.columns = {{key("valid_from"), "Valid from"}, {key("revision"), "Revision"}, {key("entered"), "Entered"}, {key("by"), "By"}};
  for (const auto& version : versions) table.rows.push_back({version.valid_from, version.revision, version.entered, version.entered_by});
  return table;
}

}  // namespace

Document client_list(const std::vector<ClientLine>& clients) {
  Document document;
  document.schema = "client-list/1";
  Table table;
  table.key = key("clients");
  table.columns = {{key("client"), "Client"}, {key("name"), "Name"}, {key("number"), "Contract"}, {key("valid_from"), "Valid from"},
                   {key("timezone"), "Zone"}, {key("language"), "Language"}, {key("tickets"), "Tickets"}};
  for (const auto& client : clients)
    table.rows.push_back({client.client, client.name, client.number, client.valid_from, client.timezone, client.language, client.tickets});
  document.sections.push_back({"clients", "", {std::move(table)}});
  return document;
}

Document client_card(const std::vector<Contract>& contracts, const std::vector<ContractVersion>& versions) {
  const Contract& contract = contracts.back();
  Document document;
  document.schema = "client/1";
  document.title = contract.name;
  document.zone = &Zone::named(contract.timezone);
  document.currency = contract.currency;
  Figures figures;
  figures.figures = {{key("client"), "Client", contract.client}, {key("number"), "Contract", contract.number},
                     {key("valid_from"), "Valid from", to_text(contract.valid_from)}, {key("timezone"), "Zone", contract.timezone},
                     {key("language"), "Language of reports", contract.language},
                     {key("people"), "People", static_cast<std::int64_t>(contract.people.size())}};
  if (contract.fee) figures.figures.push_back({key("fee_minor"), "Fee a month", contract.fee->month});
  document.sections.push_back({"client", "", {std::move(figures), priorities(contract), version_table(versions)}});
  return document;
}

}  // namespace outdesk
