{% macro format_characters() -%}
    {#- What shows nothing and names nothing: soft hyphen, marks of zero width and direction, selectors of variants, the
        byte-order mark. As the class of a regular expression. -#}
    '[\u00ad\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]'
{%- endmacro %}
