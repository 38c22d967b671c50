#include "ticket_mail.hpp"
#include "ticket_verbs.hpp"

namespace outdesk {

namespace {

const OptionSpec kClient = {"--client", "CLIENT", "key of the client, where several have a ticket of that key"};
const OptionSpec kAt = {"--at", "INSTANT", "when it happened, if not now: 2026-10-31T20:59:59Z"};
const OptionSpec kMessage = {"--message", "TEXT", "the text; else standard input", false, false, "-m"};
const OptionSpec kHow = {"--how", "HOW", "remote or visit"};
const OptionSpec kCause = {"--cause", "TEXT", "what the trouble came from"};
const ArgumentSpec kTicket = {"TICKET", "key of the ticket, or the start of it that no other has"};

std::vector<Verb> writing_verbs() {
  return {
      {"new", "register a request and print its key",
       {{"SUBJECT", "what it is about, in one line"}},
       {{"--client", "CLIENT", "key of the client", true},
        {"--priority", "PRIORITY", "a priority of the client's contract", true},
        {"--requester", "NAME", "who asks"},
        {"--channel", "CHANNEL", "phone, mail, chat, portal, visit, other"},
        {"--kind", "KIND", "incident, request, question"},
        {"--line", "LINE", "line of support that has it"},
        {"--category", "TEXT", "what it belongs to"},
        {"--asset", "TEXT", "the thing that it is about"},
        {"--received", "INSTANT", "when it came in, if it is entered later"},
        kAt, kMessage},
       {{"A printer call", "outdesk ticket new --client romashka --priority P3 --channel phone 'Printer is silent'"}},
       {}, run_ticket_new},
      {"reply", "answer the requester, where the client sees it", {kTicket},
       {{"--from-client", "", "record a message that came from the client"}, kMessage, kAt, kClient},
       {{"Answer", "outdesk ticket reply T-2026-00417 -m 'We are on it'"}}, {}, run_ticket_reply},
      {"note", "write a note that the client does not see", {kTicket}, {kMessage, kAt, kClient},
       {{"From a log", "tail -20 /var/log/cups/error_log | outdesk ticket note T-2026-00417"}}, {}, run_ticket_note},
      {"assign", "hand a ticket to an engineer, a line, or both",
       {kTicket, {"ENGINEER", "who is to work on it", false}},
       {{"--line", "LINE", "line of support"}, kAt, kClient},
       {{"To the second line", "outdesk ticket assign T-2026-00417 belov --line L2"}}, {}, run_ticket_assign},
      {"wait", "say what a ticket waits for",
       {kTicket, {"REASON", "client, vendor, postponed, parts, or another word; the contract says which stop the clock"}},
       {kAt, kClient}, {{"For the client", "outdesk ticket wait T-2026-00417 client"}}, {}, run_ticket_wait},
      {"resume", "go on after waiting", {kTicket}, {kAt, kClient},
       {{"Go on", "outdesk ticket resume T-2026-00417"}}, {}, run_ticket_resume},
      {"resolve", "say that the trouble is over", {kTicket}, {kHow, kCause, kMessage, kAt, kClient},
       {{"With the solution", "outdesk ticket resolve T-2026-00417 --how remote -m 'Driver replaced'"}}, {}, run_ticket_resolve},
      {"close", "close a ticket for good", {kTicket}, {kHow, kCause, kMessage, kAt, kClient},
       {{"Close", "outdesk ticket close T-2026-00417"}}, {}, run_ticket_close},
      {"reopen", "open a resolved or closed ticket again, within the contract's grace", {kTicket}, {kAt, kClient},
       {{"Again", "outdesk ticket reopen T-2026-00417"}}, {}, run_ticket_reopen},
      {"priority", "change the priority; deadlines count anew from the start",
       {kTicket, {"PRIORITY", "a priority of the client's contract"}}, {kAt, kClient},
       {{"Raise it", "outdesk ticket priority T-2026-00417 P1"}}, {}, run_ticket_priority},
      {"work", "record working time",
       {kTicket, {"LENGTH", "time spent: 25m, 1h30m"}},
       {{"--mode", "MODE", "remote, visit, chat, infrastructure"},
        {"--site", "TEXT", "where"},
        {"--planned", "", "it was planned beforehand"},
        {"--not-billable", "", "it is not to be paid"},
        kAt, kClient},
       {{"A visit", "outdesk ticket work T-2026-00417 1h30m --mode visit --site Warehouse"}}, {}, run_ticket_work},
  };
}

std::vector<Verb> reading_verbs() {
  return {
      {"show", "show a ticket and its journal", {kTicket}, {kClient},
       {{"Show", "outdesk ticket show T-2026-00417"}}, {"text", "json", "jsonl", "csv", "html"}, run_ticket_show},
      {"list", "list tickets, newest first", {},
       {{"--client", "CLIENT", "of this client"},
        {"--state", "STATE", "new, open, waiting, resolved, closed, merged"},
        {"--open", "", "neither resolved, closed nor merged"},
        {"--line", "LINE", "with this line of support"},
        {"--assignee", "NAME", "of this engineer"},
        {"--priority", "PRIORITY", "of this priority"},
        {"--channel", "CHANNEL", "that came in this way"},
        {"--category", "TEXT", "of this category"},
        {"--requester", "NAME", "asked by"},
        {"--text", "TEXT", "with this text in the subject"},
        {"--since", "LENGTH", "received within this length of time: 8h, 30d"},
        {"--limit", "N", "at most N"},
        {"--all", "", "all of them, also on a terminal"}},
       {{"What is open", "outdesk ticket list --open"},
        {"For another program", "outdesk ticket list --client romashka --format jsonl"}},
       {"text", "json", "jsonl", "csv", "html", "xlsx"}, run_ticket_list,
       "Text shows the newest 50 and says how many there are; the other formats are never cut."},
      {"import", "take over journals (JSON lines) or exports of other systems", {{"FILE", "files to read; - for standard input", true, true}},
       {{"--client", "CLIENT", "client of all lines that name none"},
        {"--map", "NAME|FILE", "read an export by this mapping: servicenow, or a file (outdesk-mapping(5))"}},
       {{"A journal", "outdesk ticket import --format jsonl october.jsonl"},
        {"A ServiceNow log", "outdesk ticket import --client acme --map servicenow incident_event_log.csv"}},
       {"text", "json", "jsonl"}, run_ticket_import,
       "All or nothing per file, and safe to run again: lines that are already there are skipped and counted."},
      {"export", "print the journal as JSON lines", {{"TICKET", "only this ticket", false}}, {{"--client", "CLIENT", "only this client"}},
       {{"Everything", "outdesk ticket export -o journal.jsonl"}}, {}, run_ticket_export},
  };
}

}  // namespace

Command ticket_command() {
  Command command{"ticket", "daily work on requests", writing_verbs()};
  for (auto& verb : reading_verbs()) command.verbs.push_back(std::move(verb));
  for (auto& verb : command.verbs)
    if (verb.name == "reply")
      for (auto& option : send_options()) verb.options.push_back(std::move(option));
  for (auto& verb : mail_verbs()) command.verbs.push_back(std::move(verb));
  return command;
}

}  // namespace outdesk
