{% macro forms_that_are_names() -%}
    {#- Legal forms that, standing alone, are rather the name of a company: an alternation of a regular expression
        that minds case. SAS Institute, Singapore Airlines, the bank CIC, the university UAB. -#}
    {%- set names = ['SAS', 'SIA', 'CIC', 'UAB', 'APS', 'ASA', 'SNC', 'GBR', 'KB', 'HB', 'GK', 'OG', 'KEG'] -%}
    {{- names | join('|') -}}
{%- endmacro %}
