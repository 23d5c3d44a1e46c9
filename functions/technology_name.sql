select
    {{ function('clean_line') }}(
        coalesce(
            {{ function('json_text') }}(technology -> 'Name'),
            {{ function('json_text') }}(technology -> 'name'),
            {{ function('json_text') }}(technology -> 'title'),
            {{ function('json_text') }}(technology -> 'Title')
        )
    )
