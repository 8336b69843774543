//! The examples in the help of each command.

pub(crate) const ALL: &str = "\
Examples:
  rescue-sessions show sessions.txt
  rescue-sessions summary sessions.txt
  rescue-sessions diff 09-00.txt 09-05.txt
  rescue-sessions COMMAND --help";

pub(crate) const SHOW: &str = "\
Examples:
  rescue-sessions show sessions.txt
  rescue-sessions show --status Waiting --sort waiting-time --limit 20 sessions.txt
  rescue-sessions show --columns ID,Technician,'Custom Field 0' sessions.txt";

pub(crate) const JSON: &str = "\
Examples:
  rescue-sessions json sessions.txt | jq 'select(.status == \"Waiting\") | .id'
  rescue-sessions json --columns id,status,waiting-time sessions.txt";

pub(crate) const CSV: &str = "\
Examples:
  rescue-sessions csv sessions.txt > sessions.csv
  rescue-sessions csv --for-spreadsheets --crlf sessions.txt > sessions.csv
  rescue-sessions csv -d tab --columns ID,Status sessions.txt";

pub(crate) const CHECK: &str = "\
Examples:
  rescue-sessions check sessions.txt
  rescue-sessions check --excerpts sessions.txt
  rescue-sessions check --summary sessions.txt";

pub(crate) const SUMMARY: &str = "\
Examples:
  rescue-sessions summary sessions.txt
  rescue-sessions summary --json sessions.txt | jq .queue";

pub(crate) const DIFF: &str = "\
Examples:
  rescue-sessions diff 09-00.txt 09-05.txt
  rescue-sessions diff --json 09-00.txt 09-05.txt | jq 'select(.change == \"picked_up\")'";

pub(crate) const GENERATE: &str = "\
Examples:
  rescue-sessions generate --rows 20 > sessions.txt
  rescue-sessions generate --damage 0.1 --seed 7 | rescue-sessions check --summary
  rescue-sessions generate --polls 1440 --out-dir day
  rescue-sessions generate --polls 525600 --version 2 --upgrade-at 262800 --out-dir year";

pub(crate) const PARQUET: &str = "\
Examples:
  rescue-sessions parquet sessions.txt -o sessions.parquet
  rescue-sessions parquet 'polls/*/getSession_*.txt' -o polls.parquet --poll-time getSession_%Y-%m-%dT%H-%M-%SZ.txt
  find polls -name '*.txt' | sort | rescue-sessions parquet -o polls.parquet --on-error skip --bad-rows bad.jsonl
  duckdb -c \"SELECT status, count(*) FROM 'polls.parquet' GROUP BY status\"";

pub(crate) const COMPLETIONS: &str = "\
Examples:
  rescue-sessions completions bash > ~/.local/share/bash-completion/completions/rescue-sessions
  rescue-sessions completions fish > ~/.config/fish/completions/rescue-sessions.fish";
