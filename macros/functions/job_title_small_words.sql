{% macro job_title_small_words() -%}
    {#- Words of titles that are written small inside one: articles, prepositions and conjunctions of the usual languages. -#}
    '{of,and,for,the,in,to,on,with,by,from,de,la,le,du,des,et,da,do,das,dos,e,y,el,los,las,del,della,di,und,der,die,den,fur'
    ',für,von,im,van,en,het,voor,och,og,av,af,til,till,ds}'::text []
{%- endmacro %}
