
# The word to complete is either after name= (where = ends a word, as it does unless COMP_WORDBREAKS says otherwise),
# or has it in itself.
_caravan_call() {
  local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}" operation="${COMP_WORDS[2]}" prefix="" name="" i
  COMPREPLY=()
  if [[ $COMP_CWORD -eq 2 && $word != -* ]]; then
    COMPREPLY=( $(compgen -W "$_caravan_operations" -- "$word") )
    return
  fi
  if [[ $before == --format ]]; then
    COMPREPLY=( $(compgen -W "table json csv plain" -- "$word") )
    return
  fi
  if [[ $before == --body || $before == --columns || $before == --limit-items ]]; then
    return
  fi
  if [[ $word == -* ]]; then
    COMPREPLY=( $(compgen -W "--all --body --columns --curl --dangerous --format --help --limit-items --list --yes" -- "$word") )
    return
  fi
  if [[ $word == "=" ]]; then
    name="$before" word=""
  elif [[ $before == "=" ]]; then
    name="${COMP_WORDS[COMP_CWORD-2]}"
  elif [[ $word == *=* ]]; then
    name="${word%%=*}" prefix="${word%%=*}=" word="${word#*=}"
  fi
  if [[ -n $name ]]; then
    COMPREPLY=( $(compgen -P "$prefix" -W "$(_caravan_values "$operation" "$name")" -- "$word") )
    return
  fi
  COMPREPLY=( $(compgen -S = -W "$(_caravan_parameters "$operation")" -- "$word") )
  if type compopt >/dev/null 2>&1; then
    compopt -o nospace 2>/dev/null
  fi
}

_caravan() {
  if [[ ${COMP_WORDS[1]} == call && $COMP_CWORD -ge 2 ]]; then
    _caravan_call
  else
    _complete_caravan
  fi
}

complete -o default -F _caravan caravan
