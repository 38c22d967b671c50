// The verbs of `outdesk ticket`, one function each; the table of them is in ticket_command.cpp.
#pragma once

#include "command.hpp"

namespace outdesk {

Exit run_ticket_new(Context&, const Options&);
Exit run_ticket_show(Context&, const Options&);
Exit run_ticket_list(Context&, const Options&);
Exit run_ticket_import(Context&, const Options&);
/// Whether one of the files is a workbook.
bool import_needs_full_program(const Options&);
Exit run_ticket_export(Context&, const Options&);
Exit run_ticket_search(Context&, const Options&);
Exit run_ticket_handover(Context&, const Options&);
Exit run_ticket_stats(Context&, const Options&);

Exit run_ticket_reply(Context&, const Options&);
Exit run_ticket_note(Context&, const Options&);
Exit run_ticket_assign(Context&, const Options&);
Exit run_ticket_wait(Context&, const Options&);
Exit run_ticket_resume(Context&, const Options&);
Exit run_ticket_resolve(Context&, const Options&);
Exit run_ticket_close(Context&, const Options&);
Exit run_ticket_reopen(Context&, const Options&);
Exit run_ticket_priority(Context&, const Options&);
Exit run_ticket_escalate(Context&, const Options&);

Exit run_ticket_work(Context&, const Options&);
Exit run_ticket_visit(Context&, const Options&);
Exit run_ticket_rate(Context&, const Options&);
Exit run_ticket_review(Context&, const Options&);

Exit run_ticket_merge(Context&, const Options&);
Exit run_ticket_split(Context&, const Options&);
Exit run_ticket_link(Context&, const Options&);
Exit run_ticket_undo(Context&, const Options&);

}  // namespace outdesk
