{% macro state_known(behind) -%}
    {#- What ops.state_behind would say of the tables behind a node, from what is known since the run began; none when one
        of them was made in this run, or is not known. -#}
    {%- set survey = graph.get('survey') -%}
    {%- if survey is none or behind is none -%}{{- return(none) -}}{%- endif -%}
    {%- set parts = [] -%}
    {%- for id in behind.nodes if id not in survey.changed -%}
        {%- set generation = survey.generations.get(id.split('.')[2]) if id.startswith('model.') else none -%}
        {%- set built = survey.nodes.get(id) -%}
        {%- if generation is not none -%}
            {%- do parts.append(id ~ '=' ~ generation ~ ':' ~ survey.writes[id.split('.')[2]]) -%}
        {%- elif built is not none -%}
            {%- do parts.append(id ~ '=' ~ built.digest ~ ':' ~ built.mark) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if parts | length != behind.nodes | length -%}{{- return(none) -}}{%- endif -%}
    {{- return(local_md5(parts | join(' ')) ~ (':' ~ survey.last_landed if behind.landed else '')) -}}
{%- endmacro %}
