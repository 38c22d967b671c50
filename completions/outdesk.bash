# bash completion for outdesk; made from the table of commands
_outdesk() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} words=''
  case $previous in
    --format) words='text json jsonl csv html xlsx' ;;
    --lang) words='ru en' ;;
    --color) words='auto always never' ;;
    --store|--output|-o|--map) COMPREPLY=($(compgen -f -- "$current")); return ;;
  esac
  if [[ -z $words ]]; then
    case "${COMP_WORDS[1]} ${COMP_WORDS[2]-}" in
      'ticket new') [[ $COMP_CWORD -gt 2 ]] && words='--client --priority --requester --channel --kind --line --category --asset --received --message --edit --at --store --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'ticket reply') [[ $COMP_CWORD -gt 2 ]] && words='--message --edit --from-client --at --client --send --to --cc --store --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'ticket note') [[ $COMP_CWORD -gt 2 ]] && words='--message --edit --at --client --store --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'ticket assign') [[ $COMP_CWORD -gt 2 ]] && words='--line --at --client --store --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'ticket escalate') [[ $COMP_CWORD -gt 2 ]] && words='--message --edit --line --at --client --store --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'ticket wait') [[ $COMP_CWORD -gt 2 ]] && words='--at --client --store --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'ticket resume') [[ $COMP_CWORD -gt 2 ]] && words='--at --client --store --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'ticket resolve') [[ $COMP_CWORD -gt 2 ]] && words='--message --edit --how --cause --at --client --store --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'ticket close') [[ $COMP_CWORD -gt 2 ]] && words='--message --edit --how --cause --at --client --store --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'ticket reopen') [[ $COMP_CWORD -gt 2 ]] && words='--at --client --store --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'ticket priority') [[ $COMP_CWORD -gt 2 ]] && words='--at --client --store --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'ticket work') [[ $COMP_CWORD -gt 2 ]] && words='--mode --site --planned --not-billable --at --client --store --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'ticket visit') [[ $COMP_CWORD -gt 2 ]] && words='--start --end --length --site --engineer --planned --unplanned --not-billable --client --store --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'ticket rate') [[ $COMP_CWORD -gt 2 ]] && words='--message --edit --from --at --client --store --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'ticket review') [[ $COMP_CWORD -gt 2 ]] && words='--message --edit --cause --action --at --client --store --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'ticket merge') [[ $COMP_CWORD -gt 2 ]] && words='--at --client --store --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'ticket split') [[ $COMP_CWORD -gt 2 ]] && words='--message --edit --priority --at --client --store --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'ticket link') [[ $COMP_CWORD -gt 2 ]] && words='--at --client --store --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'ticket undo') [[ $COMP_CWORD -gt 2 ]] && words='--at --client --store --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'ticket show') [[ $COMP_CWORD -gt 2 ]] && words='--similar --client --store --format --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'ticket list') [[ $COMP_CWORD -gt 2 ]] && words='--client --state --open --waiting --line --assignee --mine --unassigned --priority --channel --category --asset --requester --text --since --older-than --due --breached --unreviewed --sort --columns --limit --all --watch --every --store --format --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'ticket search') [[ $COMP_CWORD -gt 2 ]] && words='--client --state --open --waiting --line --assignee --mine --unassigned --priority --channel --category --asset --requester --text --since --older-than --limit --all --store --format --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'ticket handover') [[ $COMP_CWORD -gt 2 ]] && words='--client --line --assignee --since --limit --timezone --store --format --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'ticket stats') [[ $COMP_CWORD -gt 2 ]] && words='--client --state --open --waiting --line --assignee --mine --unassigned --priority --channel --category --asset --requester --text --since --older-than --by --timezone --store --format --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'ticket import') [[ $COMP_CWORD -gt 2 ]] && words='--client --map --timezone --dry-run --store --format --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'ticket export') [[ $COMP_CWORD -gt 2 ]] && words='--client --store --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'ticket mail') [[ $COMP_CWORD -gt 2 ]] && words='--client --mbox --maildir --dates --acknowledge --kept --take --store --format --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'ticket files') [[ $COMP_CWORD -gt 2 ]] && words='--save --client --store --format --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'ticket '*) [[ $COMP_CWORD -eq 2 || -z $words ]] && words=${words:-'new reply note assign escalate wait resume resolve close reopen priority work visit rate review merge split link undo show list search handover stats import export mail files'} ;;
      'sla-report explain') [[ $COMP_CWORD -gt 2 ]] && words='--client --target --provisional --store --format --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'sla-report at-risk') [[ $COMP_CWORD -gt 2 ]] && words='--client --used --left --store --format --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'sla-report heatmap') [[ $COMP_CWORD -gt 2 ]] && words='--client --month --from --to --provisional --of --store --format --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'sla-report calendar') [[ $COMP_CWORD -gt 2 ]] && words='--year --client --provisional --store --format --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'sla-report clients') [[ $COMP_CWORD -gt 2 ]] && words='--month --from --to --provisional --large --store --format --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'sla-report '*) [[ $COMP_CWORD -eq 2 || -z $words ]] && words=${words:-'explain at-risk heatmap calendar clients --client --month --from --to --provisional --tickets --by --limit --ids --basis --what-if --fail-on --store --format --output --lang --as-of --as --now --color --quiet --help --version'} ;;
      'access-audit scan') [[ $COMP_CWORD -gt 2 ]] && words='--client --server --samba --passwd --group --pdbedit --groupmap --shares --share --testparm --store --format --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'access-audit import') [[ $COMP_CWORD -gt 2 ]] && words='--client --server --icacls --icacls-log --get-acl --getfacl --snapshot --taken --ldif --local-groups --machine-sid --passwd --group --pdbedit --groupmap --shares --share --testparm --store --format --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'access-audit matrix') [[ $COMP_CWORD -gt 2 ]] && words='--client --server --depth --path --account --own-rights --people --accounts --from-above --masks --store --format --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'access-audit changes') [[ $COMP_CWORD -gt 2 ]] && words='--client --server --since --from --to --path --account --all --store --format --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'access-audit why') [[ $COMP_CWORD -gt 2 ]] && words='--client --server --account --path --store --format --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'access-audit reconcile') [[ $COMP_CWORD -gt 2 ]] && words='--client --server --store --format --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'access-audit decisions') [[ $COMP_CWORD -gt 2 ]] && words='--client --server --store --format --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'access-audit prune') [[ $COMP_CWORD -gt 2 ]] && words='--client --server --keep --store --format --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'access-audit list') [[ $COMP_CWORD -gt 2 ]] && words='--client --server --store --format --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'access-audit '*) [[ $COMP_CWORD -eq 2 || -z $words ]] && words=${words:-'scan import matrix changes why reconcile decisions prune list'} ;;
      'backup-verify check') [[ $COMP_CWORD -gt 2 ]] && words='--client --level --subset --sample --point --kind --where --manifest --metadata --policy --scratch --max-rate --max-bytes --deadline --full-speed --store --format --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'backup-verify drill') [[ $COMP_CWORD -gt 2 ]] && words='--client --due --point --sample --scratch --max-rate --max-bytes --deadline --full-speed --store --format --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'backup-verify status') [[ $COMP_CWORD -gt 2 ]] && words='--client --month --from --to --store --format --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'backup-verify record') [[ $COMP_CWORD -gt 2 ]] && words='--client --state --at --ended --files --bytes --point --note --drill --took --how --file --store --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'backup-verify list') [[ $COMP_CWORD -gt 2 ]] && words='--client --evidence --store --format --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'backup-verify manifest') [[ $COMP_CWORD -gt 2 ]] && words='--metadata --store --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'backup-verify '*) [[ $COMP_CWORD -eq 2 || -z $words ]] && words=${words:-'check drill status record list manifest'} ;;
      'cost-calc quote') [[ $COMP_CWORD -gt 2 ]] && words='--month --explain --set --workstations --net --gross --profile --months --start-month --price --coverage --tickets --onsite --sites --vat-deducted --discount --from-store --tax --store --format --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'cost-calc compare') [[ $COMP_CWORD -gt 2 ]] && words='--unit --explain --set --workstations --net --gross --profile --months --start-month --price --coverage --tickets --onsite --sites --vat-deducted --discount --from-store --tax --store --format --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'cost-calc break-even') [[ $COMP_CWORD -gt 2 ]] && words='--unit --from --to --sizes --threads --explain --set --workstations --net --gross --profile --months --start-month --price --coverage --tickets --onsite --sites --vat-deducted --discount --from-store --tax --store --format --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'cost-calc staff') [[ $COMP_CWORD -gt 2 ]] && words='--unit --explain --set --workstations --net --gross --profile --months --start-month --price --coverage --tickets --onsite --sites --vat-deducted --discount --from-store --tax --store --format --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'cost-calc sensitivity') [[ $COMP_CWORD -gt 2 ]] && words='--explain --set --workstations --net --gross --profile --months --start-month --price --coverage --tickets --onsite --sites --vat-deducted --discount --from-store --tax --store --format --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'cost-calc simulate') [[ $COMP_CWORD -gt 2 ]] && words='--trials --seed --threads --explain --set --workstations --net --gross --profile --months --start-month --price --coverage --tickets --onsite --sites --vat-deducted --discount --from-store --tax --store --format --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'cost-calc erlang') [[ $COMP_CWORD -gt 2 ]] && words='--calls --aht --per --model --agents --within --goal --max-occupancy --max-wait --patience --shrinkage --blocking --explain --store --format --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'cost-calc payroll') [[ $COMP_CWORD -gt 2 ]] && words='--profile --net --gross --tax --explain --store --format --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'cost-calc profiles') [[ $COMP_CWORD -gt 2 ]] && words='--tax --store --format --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'cost-calc init') [[ $COMP_CWORD -gt 2 ]] && words='--workstations --net --gross --profile --months --start-month --price --coverage --tickets --onsite --sites --vat-deducted --discount --from-store --tax --store --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'cost-calc '*) [[ $COMP_CWORD -eq 2 || -z $words ]] && words=${words:-'quote compare break-even staff sensitivity simulate erlang payroll profiles init'} ;;
      'client-report build') [[ $COMP_CWORD -gt 2 ]] && words='--client --all --month --dir --brand --anew --require --provisional --store --format --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'client-report verify') [[ $COMP_CWORD -gt 2 ]] && words='--key --signer --store --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'client-report list') [[ $COMP_CWORD -gt 2 ]] && words='--dir --client --store --format --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'client-report send') [[ $COMP_CWORD -gt 2 ]] && words='--client --all --month --audience --dir --to --again --dry-run --store --format --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'client-report deliveries') [[ $COMP_CWORD -gt 2 ]] && words='--client --month --store --format --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'client-report sign') [[ $COMP_CWORD -gt 2 ]] && words='--with --key --store --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'client-report '*) [[ $COMP_CWORD -eq 2 || -z $words ]] && words=${words:-'build verify list send deliveries sign'} ;;
      'asset import') [[ $COMP_CWORD -gt 2 ]] && words='--client --map --at --ocs --login --zabbix --token-file --ca-file --month --from --to --terms --save --dry-run --store --format --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'asset list') [[ $COMP_CWORD -gt 2 ]] && words='--client --kind --state --place --user --department --name --program --unseen --unregistered --all --store --format --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'asset show') [[ $COMP_CWORD -gt 2 ]] && words='--client --programs --store --format --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'asset set') [[ $COMP_CWORD -gt 2 ]] && words='--client --new --accept --name --kind --state --user --department --place --maker --model --serial --tag --quantity --warranty --expires --note --at --store --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'asset link') [[ $COMP_CWORD -gt 2 ]] && words='--client --depends-on --remove --at --store --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'asset impact') [[ $COMP_CWORD -gt 2 ]] && words='--client --store --format --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'asset check') [[ $COMP_CWORD -gt 2 ]] && words='--client --store --format --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'asset standards') [[ $COMP_CWORD -gt 2 ]] && words='--client --month --store --format --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'asset outages') [[ $COMP_CWORD -gt 2 ]] && words='--client --month --from --to --store --format --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'asset export') [[ $COMP_CWORD -gt 2 ]] && words='--client --all --store --format --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'asset '*) [[ $COMP_CWORD -eq 2 || -z $words ]] && words=${words:-'import list show set link impact check standards outages export'} ;;
      'client set') [[ $COMP_CWORD -gt 2 ]] && words='--store --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'client show') [[ $COMP_CWORD -gt 2 ]] && words='--on --store --format --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'client list') [[ $COMP_CWORD -gt 2 ]] && words='--store --format --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'client '*) [[ $COMP_CWORD -eq 2 || -z $words ]] && words=${words:-'set show list'} ;;
      'store init') [[ $COMP_CWORD -gt 2 ]] && words='--group --store --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'store info') [[ $COMP_CWORD -gt 2 ]] && words='--store --format --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'store check') [[ $COMP_CWORD -gt 2 ]] && words='--head --store --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'store backup') [[ $COMP_CWORD -gt 2 ]] && words='--store --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'store restore') [[ $COMP_CWORD -gt 2 ]] && words='--replace --store --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'store copy') [[ $COMP_CWORD -gt 2 ]] && words='--store --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'store upgrade') [[ $COMP_CWORD -gt 2 ]] && words='--store --output --lang --as-of --as --now --color --quiet --help --version' ;;&
      'store '*) [[ $COMP_CWORD -eq 2 || -z $words ]] && words=${words:-'init info check backup restore copy upgrade'} ;;
    esac
    [[ $COMP_CWORD -eq 1 ]] && words='ticket sla-report access-audit backup-verify cost-calc client-report asset client store help --help --version'
  fi
  if [[ $current == -* || $COMP_CWORD -le 2 ]]; then COMPREPLY=($(compgen -W "$words" -- "$current"))
  elif [[ $previous == --format || $previous == --lang || $previous == --color ]]; then COMPREPLY=($(compgen -W "$words" -- "$current"))
  else COMPREPLY=($(compgen -f -- "$current")); fi
}
complete -F _outdesk outdesk
