{% macro idle_window(sources) -%}
    {#- The window of the model being built when it is known to be empty, without asking the database: nothing has landed
        above its positions, and no model that it reads was written since, in this run neither. None when it may hold news. -#}
    {%- set survey = graph.get('survey') -%}
    {%- set taken = survey.positions.get(model.name) if survey else none -%}
    {%- set generation = survey.generations.get(model.name) if survey else none -%}
    {%- if taken is none or generation is none -%}{{- return(none) -}}{%- endif -%}
    {%- set windows = {} -%}
    {%- for source in sources if source in taken -%}
        {%- set position = taken[source] -%}
        {%- if source.startswith('raw.payloads/') -%}
            {%- set is_empty = position > 0 and survey.landed.get(source[13:], -1) < position -%}
        {%- else -%}
            {%- set is_empty = survey.generations.get(source, 0) == position
                and 'model.' ~ project_name ~ '.' ~ source not in survey.changed -%}
        {%- endif -%}
        {%- if is_empty -%}{%- do windows.update({source: {'lo': position, 'hi': position}}) -%}{%- endif -%}
    {%- endfor -%}
    {%- if windows | length != sources | unique | list | length or windows | length != taken | length -%}
        {{- return(none) -}}
    {%- endif -%}
    {{- return({'model': model.name, 'generation': generation + 1, 'sources': windows, 'is_idle': true}) -}}
{%- endmacro %}
