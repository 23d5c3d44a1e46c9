{% macro short_legal_forms() -%}
    {#- Legal forms that are words or parts of brands in other letters ('as', 'Co', 'Spa'): an alternation of a regular
        expression that minds case. -#}
    {%- set forms = [
        'AB', 'Ab', 'AG', 'AS', 'SA', 'SE', 'NV', 'nv', 'BV', 'bv', 'KG', 'SL', 'SLU', 'LP', 'OY', 'Oy', 'KK', 'GK', 'SAS', 'SpA',
        'UG', 'OG', 'KEG', 'SIA', 'PBC', 'HB', 'KB', 'Bt', 'CIC', 'eG', 'eK', 'eV', 'АО', 'АД', 'ΑΕ', 'AŞ', 'Co', 'CO'
    ] -%}
    {{- forms | join('|') -}}
{%- endmacro %}
