{% macro legal_forms() -%}
    {#- Legal forms that end a company name, as one alternation of a regular expression without case. A form is listed
        here when its letters are no word or part of a brand elsewhere; short ones that are need their capitals or dots
        (short_legal_forms). 'Company' and 'Group' are parts of names, no legal forms. -#}
    {%- set forms = [
        'inc', 'incorporated', 'l\\. ?l\\. ?c', 'llc', 'pllc', 'p\\. ?l\\. ?l\\. ?c', 'lllp', 'ltd', 'limited',
        'corp', 'corporation', 'plc', 'p\\. ?l\\. ?c', 'llp', 'l\\. ?l\\. ?p', 'l\\. ?p', 'p\\.c', 'n\\.a', 'ulc',
        'lt[ée]e', 'private limited', 'pvt', 'pte', 'pty', 'sdn', 'bhd', 'tbk', 'g?gmbh', 'mbh', 'kgaa', 'ohg', 'gbr',
        'e\\. ?k', 'e\\. ?v', 'e\\.u', 'aktiengesellschaft', 's\\. ?a', 's\\. ?a\\. ?s', 's\\. ?a\\. ?r\\. ?l',
        'sarl', 'sàrl', 'sasu', 'eurl', 's\\.n\\.c', 'snc', 's\\.c\\.a', 's\\. ?p\\. ?a', 's\\. ?r\\. ?l', 'srl',
        's\\. ?r\\. ?l\\. ?s', 's\\. ?l', 's\\. ?l\\. ?u', 's\\.a\\.u', 's\\.c\\.a\\.r\\.l',
        's\\. ?a\\. ?b?\\.? ?de c\\. ?v', 'sab? de cv', 'sapi de cv', 's\\.?a\\.?p\\.?i\\.? de c\\.?v',
        's\\.? ?de r\\.? ?l\\.?(?: de c\\.? ?v)?', 'ltda', 'lda', 'eireli', 's/a', 'b\\. ?v', 'n\\. ?v', 'v\\.o\\.f',
        'bvba', 'sprl', 'cvba', 'a/s', 'k/s', 'aps', 'asa', 'oyj', 'ehf', '\\(publ\\)', 's\\. ?r\\. ?o', 'spol',
        'a\\. ?s', 'a\\.g',
        'sp\\. ?z ?o\\. ?o', 'sp\\.? k', 's\\.k\\.a', 'd\\. ?o\\. ?o', 'd\\. ?d', 'doo', 'kft', 'zrt',
        'nyrt', 'eood', 'ood', 'ead', 'uab', 'oü', 'a\\. ?ş', 'aş', 'a\\. ?o', 'şti', 'ltd\\.? ?şti', 'k\\. ?k',
        'g\\. ?k', 'kabushiki kaisha', 'p?jsc', 'p\\.j\\.s\\.c', 'ojsc', 'cjsc', 'w\\. ?l\\. ?l', 'wll', 'fze',
        'fzco', 'fz-?llc', 's\\.a\\.e', 's\\.a\\.l', 'i/s', 'p/s', 'c\\.i\\.c', 'c\\.v', 'ооо', 'оао', 'зао', 'пао',
        'тов', 'еоод', 'оод', 'ε\\.?π\\.?ε', 'α\\.ε', 'ι\\.κ\\.ε', 'בע"מ', 'בע״מ'
    ] -%}
    {{- forms | join('|') -}}
{%- endmacro %}
