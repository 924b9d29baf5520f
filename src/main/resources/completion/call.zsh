
# CURRENT and words are the shell's own: words[2] is the command, words[3] the operation.
_caravan_call() {
  local word="$words[CURRENT]" before="$words[CURRENT-1]" operation="$words[3]" name
  if (( CURRENT == 3 )) && [[ $word != -* ]]; then
    compadd -- ${=_caravan_operations}
  elif [[ $before == --format ]]; then
    compadd -- table json csv plain
  elif [[ $before == --body || $before == --columns || $before == --limit-items ]]; then
    _default
  elif [[ $word == -* ]]; then
    compadd -- --all --body --columns --curl --dangerous --format --help --limit-items --list --yes
  elif [[ $word == *=* ]]; then
    name="${word%%=*}"
    compset -P '*='
    compadd -- $(_caravan_values "$operation" "$name")
  else
    compadd -S = -- $(_caravan_parameters "$operation")
  fi
}

_caravan() {
  if (( CURRENT == 2 )); then
    compadd -- ${=_caravan_commands}
  elif [[ $words[2] == call ]]; then
    _caravan_call
  else
    _default
  fi
}

compdef _caravan caravan
