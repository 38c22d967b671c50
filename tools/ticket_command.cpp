#include "base/text.hpp"
#include "body_text.hpp"
#include "shift/list_report.hpp"
#include "shift/stats_report.hpp"
#include "ticket_mail.hpp"
#include "ticket_verbs.hpp"

namespace outdesk {

namespace {

const OptionSpec kClient = {"--client", "CLIENT", "key of the client, where several have a ticket of that key"};
const OptionSpec kAt = {"--at", "INSTANT", "when it happened, if not now: 2026-10-31T20:59:59Z"};
const OptionSpec kHow = {"--how", "HOW", "remote or visit"};
const OptionSpec kCause = {"--cause", "TEXT", "what the trouble came from"};
const ArgumentSpec kTicket = {"TICKET", "key of the ticket, or the start of it that no other has"};

/// Options of a verb, with those of its text.
std::vector<OptionSpec> with_body(std::vector<OptionSpec> options) {
  std::vector<OptionSpec> body = body_options();
  options.insert(options.begin(), body.begin(), body.end());
  return options;
}

std::vector<OptionSpec> reply_options() {
  std::vector<OptionSpec> options = with_body({{"--from-client", "", "record a message that came from the client"}, kAt, kClient});
  for (auto& option : send_options()) options.push_back(std::move(option));
  return options;
}

/// Which tickets are meant, and more options behind them.
std::vector<OptionSpec> with_filters(std::vector<OptionSpec> more) {
  std::vector<OptionSpec> options = {
      {"--client", "CLIENT", "of this client"},
      {"--state", "STATE", "new, open, waiting, resolved, closed, merged"},
      {"--open", "", "neither resolved, closed nor merged"},
      {"--waiting", "REASON", "that wait for this: client, vendor, parts"},
      {"--line", "LINE", "with this line of support"},
      {"--assignee", "NAME", "of this engineer"},
      {"--mine", "", "of the acting engineer"},
      {"--unassigned", "", "of nobody"},
      {"--priority", "PRIORITY", "of this priority"},
      {"--channel", "CHANNEL", "that came in this way"},
      {"--category", "TEXT", "of this category"},
      {"--asset", "TEXT", "about this thing"},
      {"--requester", "NAME", "asked by"},
      {"--text", "TEXT", "with this text in the subject"},
      {"--since", "LENGTH", "received within this length of time: 8h, 30d"},
      {"--older-than", "LENGTH", "received longer ago than this: 8h, 30d"}};
  options.insert(options.end(), more.begin(), more.end());
  return options;
}

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
        {"--message", "TEXT", "more of it; - for standard input", false, false, "-m"},
        {"--edit", "", "write more of it in $VISUAL or $EDITOR", false, false, "-e"}, kAt},
       {{"A printer call", "outdesk ticket new --client romashka --priority P3 --channel phone 'Printer is silent'"}},
       {}, run_ticket_new},
      {"reply", "answer the requester, where the client sees it", {kTicket},
       reply_options(),
       {{"Answer", "outdesk ticket reply T-2026-00417 -m 'We are on it'"}}, {}, run_ticket_reply},
      {"note", "write a note that the client does not see", {kTicket}, with_body({kAt, kClient}),
       {{"From a log", "tail -20 /var/log/cups/error_log | outdesk ticket note T-2026-00417"}}, {}, run_ticket_note},
      {"assign", "hand a ticket to an engineer, a line, or both",
       {kTicket, {"ENGINEER", "who is to work on it", false}},
       {{"--line", "LINE", "line of support"}, kAt, kClient},
       {{"To the second line", "outdesk ticket assign T-2026-00417 belov --line L2"}}, {}, run_ticket_assign},
      {"escalate", "hand a ticket to the next line of support, where nobody has it yet",
       {kTicket, {"ENGINEER", "who is to have it there", false}},
       with_body({{"--line", "LINE", "this line instead of the next one of the contract"}, kAt, kClient}),
       {{"With what was tried", "outdesk ticket escalate T-2026-00417 -m 'New driver does not help'"}}, {}, run_ticket_escalate,
       "The text becomes a note that the client does not see. Lines follow each other in the order of their names in the contract."},
      {"wait", "say what a ticket waits for",
       {kTicket, {"REASON", "client, vendor, postponed, parts, or another word; the contract says which stop the clock"}},
       {kAt, kClient}, {{"For the client", "outdesk ticket wait T-2026-00417 client"}}, {}, run_ticket_wait},
      {"resume", "go on after waiting", {kTicket}, {kAt, kClient},
       {{"Go on", "outdesk ticket resume T-2026-00417"}}, {}, run_ticket_resume},
      {"resolve", "say that the trouble is over", {kTicket}, with_body({kHow, kCause, kAt, kClient}),
       {{"With the solution", "outdesk ticket resolve T-2026-00417 --how remote -m 'Driver replaced'"}}, {}, run_ticket_resolve},
      {"close", "close a ticket for good", {kTicket}, with_body({kHow, kCause, kAt, kClient}),
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
      {"visit", "record a visit that was made, or one that is agreed",
       {kTicket},
       {{"--start", "TIME", "when it began or begins: 10:30 (today), 2026-10-31T10:30 (the client's zone), or with an offset", true},
        {"--end", "TIME", "when it ended"},
        {"--length", "LENGTH", "how long it took, instead of --end: 1h30m"},
        {"--site", "TEXT", "where"},
        {"--engineer", "NAME", "who went or goes; else the acting engineer"},
        {"--planned", "", "it was agreed beforehand"},
        {"--unplanned", "", "it was not, whatever was agreed before"},
        {"--not-billable", "", "it is not to be paid"}, kClient},
       {{"A visit that was made", "outdesk ticket visit T-2026-00417 --start 10:30 --end 12:00 --site Warehouse"},
        {"One that is agreed", "outdesk ticket visit T-2026-00417 --start 2026-11-02T10:00 --site Warehouse --engineer belov"}}, {}, run_ticket_visit,
       "A start in the future is a visit that is agreed. One that was made counts as planned where one was agreed before it."},
      {"rate", "record the client's score",
       {kTicket, {"SCORE", "1 (bad) to 5 (good)"}},
       with_body({{"--from", "NAME", "who rated; else the requester"}, kAt, kClient}),
       {{"With a comment", "outdesk ticket rate T-2026-00417 2 -m 'Waited for two days'"}}, {}, run_ticket_rate,
       "A score of 1 or 2 asks for an explanation: see review."},
      {"review", "explain a low score",
       {kTicket},
       with_body({{"--cause", "CAUSE", "process (the way of working has to change) or person", true},
                  {"--action", "TEXT", "what follows from it"}, kAt, kClient}),
       {{"The month's end", "outdesk ticket review T-2026-00417 --cause process --action 'Spare drivers on the share' -m 'No driver at hand'"}}, {}, run_ticket_review},
      {"merge", "let a ticket go on in another one of the same client",
       {kTicket, {"OTHER", "where it goes on"}}, {kAt, kClient},
       {{"The same trouble twice", "outdesk ticket merge T-2026-00418 T-2026-00417"}}, {}, run_ticket_merge},
      {"split", "make a second ticket of a part, and print its key",
       {kTicket, {"SUBJECT", "what the new one is about"}},
       with_body({{"--priority", "PRIORITY", "another priority than that of the first"}, kAt, kClient}),
       {{"A second wish", "outdesk ticket split T-2026-00417 'Scanner is slow, too'"}}, {}, run_ticket_split,
       "The new ticket has requester, channel, line, category and asset of the first, and its deadlines begin now."},
      {"link", "say that two tickets belong together",
       {kTicket, {"OTHER", "the other one; any client's"}}, {kAt, kClient},
       {{"The same cause", "outdesk ticket link T-2026-00417 T-2026-00321"}}, {}, run_ticket_link},
      {"undo", "take back a line that was a mistake",
       {kTicket, {"LINE", "its number, as show prints it"}}, {kAt, kClient},
       {{"A wrong resolve", "outdesk ticket undo T-2026-00417 7"}}, {}, run_ticket_undo,
       "The line stays in the journal, marked as undone, and counts no more. What was undone can be undone."},
  };
}

std::vector<Verb> reading_verbs() {
  return {
      {"show", "show a ticket and its journal", {kTicket},
       {{"--similar", "", "with other tickets that look like it, of any client, and how they were solved"}, kClient},
       {{"Show", "outdesk ticket show T-2026-00417"}, {"How was that solved before?", "outdesk ticket show T-2026-00417 --similar"}},
       {"text", "json", "jsonl", "csv", "html"}, run_ticket_show},
      {"list", "list tickets, newest first", {},
       with_filters({{"--due", "LENGTH", "open, and their next deadline comes within this length of time, or has passed: 4h"},
                     {"--breached", "", "a deadline was missed"},
                     {"--unreviewed", "", "rated low (1 or 2) by the client, and not explained"},
                     {"--sort", "ORDER", join(list_orders(), ", ") + "; due: open ones, by their next deadline"},
                     {"--columns", "NAMES", "these columns, in this order: ticket,priority,due,subject"},
                     {"--limit", "N", "at most N"},
                     {"--all", "", "all of them, also in text"},
                     {"--watch", "", "draw it again and again on the terminal, until Ctrl-C"},
                     {"--every", "LENGTH", "with --watch: how often; 5s without it"}}),
       {{"What is due next", "outdesk ticket list --sort due"},
        {"What is mine", "outdesk ticket list --mine --open"},
        {"The month's end", "outdesk ticket list --unreviewed"},
        {"For another program", "outdesk ticket list --client romashka --format jsonl"}},
       {"text", "json", "jsonl", "csv", "html", "xlsx"}, run_ticket_list,
       std::string("Text shows the first 50 and says how many there are; the other formats are never cut. ") +
       "Columns: " + join(list_columns(), ", ") + ". Deadlines of tickets that have ended are judged only with --breached or the column missed."},
      {"search", "find tickets by the words of their subjects, messages and solutions",
       {{"WORD", "words that must all occur, in any form; \"in quotes\": one after the other; begin*: so it begins; after --, -word: must not occur", true, true}},
       with_filters({{"--limit", "N", "at most N"}, {"--all", "", "all of them, also in text"}}),
       {{"Russian or English", "outdesk ticket search принтер не печатает"},
        {"A phrase, and a word that must not occur", "outdesk ticket search -- '\"paper jam\"' -scanner"}},
       {"text", "json", "jsonl", "csv", "html", "xlsx"}, run_ticket_search,
       "Best fits first: a word of the subject counts more than one of the solution, and that more than one of a message. Requester, asset and category are found, too."},
      {"handover", "tell the next shift what it must know", {},
       {{"--client", "CLIENT", "of this client"}, {"--line", "LINE", "with this line of support"}, {"--assignee", "NAME", "of this engineer"},
        {"--since", "LENGTH", "how long the shift was; 8h without it"}, {"--limit", "N", "rows of what is due; 20 without it"},
        {"--timezone", "ZONE", "whose day and times are shown; else the clients', where all have one, else UTC"}},
       {{"At the end of a shift", "outdesk ticket handover"}, {"Of the second line", "outdesk ticket handover --line L2 --since 12h"}},
       {"text", "json", "jsonl", "csv", "html", "xlsx"}, run_ticket_handover,
       "Open tickets by due, deadlines missed in the shift, clients that wait for an answer, visits of today, and what waits for others."},
      {"stats", "count requests by hour, or by what they are like", {},
       with_filters({{"--by", "GROUP", join(stats_groups(), ", ") + "; hour without it"},
                     {"--timezone", "ZONE", "whose hours and days are counted; else the client's, else UTC"}}),
       {{"When requests come", "outdesk ticket stats --by hour --since 90d"}, {"What they are about", "outdesk ticket stats --by category --client romashka"}},
       {"text", "json", "jsonl", "csv", "html", "xlsx"}, run_ticket_stats,
       "By the time of receipt. Merged tickets are counted where they go on."},
      {"import", "take over journals (JSON lines) or exports of other systems", {{"FILE", "files to read; - for standard input", true, true}},
       {{"--client", "CLIENT", "client of all lines that name none"},
        {"--map", "NAME|FILE", "read an export by this mapping, shipped or a file (outdesk-mapping(5)); given several times: one for each file", false, true},
        {"--timezone", "ZONE", "zone of an export's times that have no offset, if it is not the mapping's"},
        {"--dry-run", "", "write nothing, and print what would come"}},
       {{"A journal", "outdesk ticket import --format jsonl october.jsonl"},
        {"A ServiceNow log", "outdesk ticket import --client acme --map servicenow incident_event_log.csv"},
        {"What a Jira export would bring, as journal lines", "outdesk ticket import --client acme --map jira-service-management --dry-run --format jsonl issues.json"}},
       {"text", "json", "jsonl"}, run_ticket_import,
       "All or nothing per file, and safe to run again: lines that are already there are skipped and counted.", import_needs_full_program},
      {"export", "print the journal as JSON lines", {{"TICKET", "only this ticket", false}}, {{"--client", "CLIENT", "only this client"}},
       {{"Everything", "outdesk ticket export -o journal.jsonl"}}, {}, run_ticket_export},
  };
}

}  // namespace

Command ticket_command() {
  Command command{"ticket", "daily work on requests", writing_verbs()};
  for (auto& verb : reading_verbs()) command.verbs.push_back(std::move(verb));
  for (auto& verb : mail_verbs()) command.verbs.push_back(std::move(verb));
  return command;
}

}  // namespace outdesk
