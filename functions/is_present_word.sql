select
    lower({{ function('clean_text') }}(value)) in (
        'present', 'current', 'currently', 'now', 'today', 'ongoing', 'on-going', 'till date', 'to date', 'to present'
    )
